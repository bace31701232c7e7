"""The living record: what a company says of itself and its products, on forms and as a file."""
