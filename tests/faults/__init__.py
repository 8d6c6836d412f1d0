"""Deliberate harm: the program is killed, starved, lied to; what it had promised must still be there."""
