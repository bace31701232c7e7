"""What a plan weighs of prices: cost and worth in a market, what a buyer is spared, the corridor between."""
