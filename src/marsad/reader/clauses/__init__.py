"""The clauses of a sentence: its chunks, each verb with its subject, and what governs what."""
