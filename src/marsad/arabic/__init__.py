"""The language: letters, words, sentences, numerals and calendar words. It knows nothing of war."""
