"""How quick the portal is beside Datasette and the bare engines, on the same data; run by hand, never by the gate."""
