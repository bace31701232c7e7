"""How many people need the product, and how many units of sale a market holds."""
