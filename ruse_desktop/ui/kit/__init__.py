"""Our widgets."""
