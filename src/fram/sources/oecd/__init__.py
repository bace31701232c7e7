"""Numbers of hospitals as the OECD counts them (providers HP.1)."""
