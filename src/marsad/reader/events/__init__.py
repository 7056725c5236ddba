"""The events of a sentence: which predicates assert one, of what type, and which are parts of another."""
