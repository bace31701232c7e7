"""Australia: its own device law, on the European model, with rules of its own for software."""
