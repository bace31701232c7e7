"""``fram access evidence``: which studies open which doors."""
