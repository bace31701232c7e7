"""The slides of the decision loop: the launch sequence with its stop rules, what is not now, the runway."""
