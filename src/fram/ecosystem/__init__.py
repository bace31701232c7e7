"""Pillar: ecosystem. Who can help a company enter a market, and what has come of earlier help. Pure."""
