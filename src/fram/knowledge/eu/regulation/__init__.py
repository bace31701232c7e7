"""Regulation of products in the European Union, one folder for each law."""
