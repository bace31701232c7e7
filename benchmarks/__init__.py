"""How fast the heavy parts are, each beside a peer that gives the same numbers."""
