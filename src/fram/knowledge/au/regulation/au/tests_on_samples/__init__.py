"""Schedule 2A of the Therapeutic Goods (Medical Devices) Regulations 2002: tests on samples."""
