"""What the pages of support ask."""
