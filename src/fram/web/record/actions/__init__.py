"""Every write of the record: one function for each thing a person, or the desk itself, means to do."""
