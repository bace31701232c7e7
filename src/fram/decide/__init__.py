"""The decision core: opportunity, cost, simulation, what is worth knowing, in which order to go."""
