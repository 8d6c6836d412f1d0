"""The verbs: one verb, one transaction, one audit line; values in, values out, no Qt."""
