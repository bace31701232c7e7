"""Therapeutic Goods (Medical Devices) Regulations 2002: what is a device, and in which class."""
