"""The pages, one module each: a router with the paths below the language, and what its templates are given."""
