"""The slides of ``plan.pptx``: one frame, native tables and charts, and one function for each slide."""
