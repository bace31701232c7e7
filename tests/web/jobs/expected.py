"""Who of the cast may see and start works."""

from __future__ import annotations

COMPANY = {"work.read": {"": "kari per liv"}}
SITE = {"jobs.read": "siri", "jobs.retry": "siri"}
