"""The forms of the desk, and that by which readers send something to it."""
