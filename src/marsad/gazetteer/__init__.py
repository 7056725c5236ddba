"""Place names: which place a name may mean, where it lies, and which of its namesakes a report means."""
