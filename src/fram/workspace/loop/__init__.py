"""The decision loop as use cases: rank, ask, find, sequence, runway, and the same on anybody's samples."""
