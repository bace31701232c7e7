"""Putting launches in order once more: launches that began in the past, and what changed since a sequence."""
