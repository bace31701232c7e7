"""The Japanese Medical Device Nomenclature."""
