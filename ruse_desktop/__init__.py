"""Honours, symbols and protocol of a municipality: the desktop program of Община Русе."""

__version__ = "0.1.0"
