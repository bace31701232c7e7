"""Regulation (EU) 2017/746 on in vitro diagnostic medical devices: tests on samples."""
