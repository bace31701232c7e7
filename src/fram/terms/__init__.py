"""Shared words: money, dates, citations, estimates, jurisdictions, the company and its product.

Everything here is a plain frozen value. Nothing reads a file, a clock or a network.
"""
