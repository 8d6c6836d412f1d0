"""The command line: the same verbs as the window, for scripts and for machines without a display."""
