"""The next study: how large it must be, what it costs, which doors it opens, and which is the cheapest."""
