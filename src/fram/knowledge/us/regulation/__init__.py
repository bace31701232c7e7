"""Regulation of products in the United States, one folder for each law."""
