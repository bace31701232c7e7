"""Singapore: what the knowledge files hold, and the rules of its health authority."""
