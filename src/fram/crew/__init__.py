"""Pillar: crew. Which people and skills an export effort needs, who has them, where the gaps are. Pure."""
