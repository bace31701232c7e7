"""Hospitals certified by Medicare, from the US Centers for Medicare & Medicaid Services."""
