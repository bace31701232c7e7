"""Regulation (EU) 2025/327 on the European Health Data Space."""
