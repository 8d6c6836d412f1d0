"""Ratios against the raw libraries, measured in the same run; `make bench` prints one table."""
