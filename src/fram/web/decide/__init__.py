"""The desk of plans: ask for one, wait for it, read it, compare two."""
