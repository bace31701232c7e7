"""What buyers say a price may be: four questions, a ladder of prices, and how far the answers reach.

Nothing is imported here: `enough` is read with every company file, the curves load scipy.
"""
