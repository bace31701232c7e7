"""The model of a launch: its inputs, their draws, its cash month by month, and the simulation."""
