"""Codes that regulators sort products by, and which of them a product's words point to."""
