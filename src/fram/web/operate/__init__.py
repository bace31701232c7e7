"""Run the desk: serve it, look whether it is well, bring its database up to date."""
