"""The United States: what the FDA sees as a device, and how one reaches the market."""
