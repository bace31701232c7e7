"""The decision loop in papers: in which order to launch, what holds it, and what would re-open a market."""
