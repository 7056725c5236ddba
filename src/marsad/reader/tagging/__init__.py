"""Part of speech by context: which reading of a word its neighbours allow."""
