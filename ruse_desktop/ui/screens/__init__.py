"""One room per feature."""
