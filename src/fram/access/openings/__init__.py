"""What one approval opens elsewhere: edges from approvals to markets, and what follows from them."""
