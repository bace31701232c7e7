"""Every read of support."""
