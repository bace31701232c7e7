"""The price of a product: what it is worth, what buyers say, what arrives of it."""
