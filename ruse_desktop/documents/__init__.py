"""Bytes of printed pages out of content values."""
