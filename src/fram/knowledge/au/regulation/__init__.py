"""Regulation of products in Australia, one folder for each law."""
