"""What health and savings are worth to whoever pays: price, comparison of options, budget impact."""
