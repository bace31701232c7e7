"""Regulation of products in Switzerland, one folder for each law."""
