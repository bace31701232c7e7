"""Documents as bytes: what they are, how they may be called, and where they lie."""
