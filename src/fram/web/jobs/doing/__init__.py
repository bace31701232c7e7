"""Doing the work: the worker, one work in hand, its progress, and patience with the database."""
