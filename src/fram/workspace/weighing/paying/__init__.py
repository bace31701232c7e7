"""Who pays, as a plan weighs it: fits, the way to the money, the price, what is kept of it."""
