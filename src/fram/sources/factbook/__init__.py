"""The CIA World Factbook: figures written as text, with the year inside it."""
