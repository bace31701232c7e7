"""The road to approval: which regime and route, and the activities on the way."""
