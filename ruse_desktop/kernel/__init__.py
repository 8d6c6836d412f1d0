"""What every layer may use: errors, clock, paths, texts, progress."""
