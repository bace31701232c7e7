"""What a price can be: what it is worth to others, what buyers say, what arrives of it."""
