"""Noun phrases: where one begins, where it ends, what heads it."""
