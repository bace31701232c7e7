"""Pillar: market access. Which rules a product meets, by which route it is paid for, and what it costs in
time and money to get there. Pure.
"""
