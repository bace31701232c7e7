"""Screening pages as a use case: what to know of a market whose rules are not coded, before asking there."""
