"""Which market sees the prices charged in others, and what a low price there may cost here."""
