"""The formats: a module each, its name the format's, with ``FORMAT`` in it."""
