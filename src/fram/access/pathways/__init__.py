"""Who pays: pathways to payment, whether they fit, how long they take and what is left of the price."""
