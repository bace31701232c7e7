"""How a market buys: notices by value, budget years, sales cycles, and who at the buyer must say yes."""
