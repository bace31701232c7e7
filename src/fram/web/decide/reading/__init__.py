"""What plans say, laid out for their pages: one plan, and two side by side."""
