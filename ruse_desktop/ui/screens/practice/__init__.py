"""The page of the office's practice: what the ordinance leaves open and how the office answers."""
