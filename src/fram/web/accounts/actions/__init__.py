"""Every write of accounts: one function for each thing a person means to do."""
