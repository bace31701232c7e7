"""The programme behind the companies: outcomes, indicators, the annual report, events, groups and EU
projects. Pure.
"""
