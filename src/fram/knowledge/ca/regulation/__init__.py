"""Regulation of products in Canada, one folder for each law."""
