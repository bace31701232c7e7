"""Regulation (EU) 2024/1689 on artificial intelligence, as amended in 2026."""
