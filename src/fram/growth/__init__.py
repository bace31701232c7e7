"""Pillar: growth. Buyers, tenders, deals and capital, and how demand in a market turns into revenue. Pure."""
