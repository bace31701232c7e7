"""The next study for one product: what it takes, which doors it opens, and the cheapest that opens most."""
