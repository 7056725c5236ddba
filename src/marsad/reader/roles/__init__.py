"""The roles around a predicate: which phrase is actor, target or place of it."""
