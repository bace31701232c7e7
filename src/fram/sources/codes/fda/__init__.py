"""FDA's list of product codes."""
