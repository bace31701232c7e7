"""The risk classes A to D of the Health Sciences Authority, for devices and software."""
