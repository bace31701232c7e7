"""Regulation (EU) 2017/745 on medical devices."""
