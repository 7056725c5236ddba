"""The sources of a document: who says each clause."""
