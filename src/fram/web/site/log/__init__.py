"""The log of the desk: how lines are written, and the line of each request."""
