"""The sheets of the board paper: what stands on each, as blocks a template draws."""
