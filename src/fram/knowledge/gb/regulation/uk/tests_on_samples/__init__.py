"""Part IV of the Medical Devices Regulations 2002: tests on samples, by the lists of Directive 98/79."""
