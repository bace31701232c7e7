"""Device regimes: the markets they open, their classes and routes. Pure: read elsewhere and handed in."""
