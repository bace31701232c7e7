"""Switzerland: its own ordinances, which take their classes from European law."""
