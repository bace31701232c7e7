"""Canada: its own device law, with four classes."""
