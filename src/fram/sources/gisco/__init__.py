"""Hospital sites in Europe, gathered from the national lists by Eurostat (GISCO)."""
