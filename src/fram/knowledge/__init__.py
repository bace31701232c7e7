"""Facts of the world: one folder per jurisdiction, every figure dated and cited."""
