"""Frozen values and pure functions of the field; no I/O, no Qt, no database."""
