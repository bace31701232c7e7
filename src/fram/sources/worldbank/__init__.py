"""World Development Indicators of the World Bank."""
