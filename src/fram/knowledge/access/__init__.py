"""What the market access engine is handed, read from the knowledge files."""
