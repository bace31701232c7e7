"""What the decision core is handed: product and markets, in NOK and months, each input with its origin."""
