"""GN-14 of the Health Sciences Authority: tests on samples, in the classes A to D."""
