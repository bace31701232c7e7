"""The addresses of this app that are about no company."""

from __future__ import annotations

OPEN = {
    "operate:alive": "for programs; says only that the desk answers",
    "operate:ready": "for programs; says only what the desk has, nothing of what is in it",
}
