"""Where fetched material rests: dated snapshots that are never edited, each with its origin, hash and
licence, and the tables made from them.
"""
