"""A list of notified bodies with their codes, exported from the Commission's database NANDO or written."""
