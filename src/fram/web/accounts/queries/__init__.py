"""Every read of accounts."""
