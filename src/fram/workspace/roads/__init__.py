"""The road of one product into one market, as a page to act on."""
