"""The shared way of pairing two sides, such as a company and an expert, where every pairing carries the
reasons for it. Pure: candidates are handed in.
"""
