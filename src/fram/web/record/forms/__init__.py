"""What the pages of the record ask, and what is made of the answers."""
