"""Every write of support: one function for each thing a person, or the desk, means to do."""
