"""What is left of a price: the way from list to maker, what own deals realised, what the buyer gets back."""
