"""The commands themselves, one module for each pillar, and those of the installation."""
