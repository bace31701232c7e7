"""The search for a sequence: the problem as arrays, the compiled judge, a place to begin, and the steps."""
