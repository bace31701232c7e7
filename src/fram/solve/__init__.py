"""The shared solvers: assignment, mixed-integer programmes and local search over arrays. Pure: the problem
and the seed are handed in.
"""
