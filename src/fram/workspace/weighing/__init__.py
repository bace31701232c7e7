"""What the decision core is handed: the product and each market, in NOK and months, each input with its origin."""
