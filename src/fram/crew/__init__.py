"""Pillar: crew. Which people and skills an export effort needs, who has them, and where the gaps are. Pure."""
