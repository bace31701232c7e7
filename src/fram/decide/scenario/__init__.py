"""Scenarios: differences on a base, what they make of it and what each of them moves."""
