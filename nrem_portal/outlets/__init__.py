"""Outlets: lists and records to take along, at the address of their page with a format in the place of its slash."""
