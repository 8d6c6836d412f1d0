"""The window of a session from a distance."""
