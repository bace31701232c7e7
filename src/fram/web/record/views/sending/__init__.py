"""A form on its way into the record, and what is kept of it when it is not saved."""
