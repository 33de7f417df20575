"""The pages of the desk, and the one by which readers send something to it."""
