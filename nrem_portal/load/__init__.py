"""Made-up recommendations in great number, to try the portal's speed with; never on a database that others read."""
