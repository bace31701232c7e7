"""The European Medical Device Nomenclature."""
