"""Regulation of products in Great Britain, one folder for each law."""
