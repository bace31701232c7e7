"""What papers and pages say alike: a question, and when a launch starts."""
