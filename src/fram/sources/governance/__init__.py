"""Worldwide Governance Indicators of the World Bank, with their standard errors."""
