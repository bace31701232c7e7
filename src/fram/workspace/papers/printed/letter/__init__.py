"""The memo ``plan.docx``: how it looks, and one function for each of its sections."""
