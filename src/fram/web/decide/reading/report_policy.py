"""What the report may do when it is shown by the desk: draw itself, with exactly the code of its template."""

from __future__ import annotations

import base64
import hashlib

SANDBOX = "sandbox allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


def policy_for(*scripts: str) -> str:
    """Return the content security policy under which a self-contained report works and nothing else does.

    ``scripts`` are the report's own, from where they are kept and never out of a finished page: one that
    was slipped into the page has no hash here and does not run. The sandbox takes the report out of the
    desk's origin, so even its own code cannot reach the desk; and it may ask the network for nothing.
    Inline style stays allowed: bars and ranges are drawn with hundreds of `style` attributes, more hashes
    than a header holds, and with nothing to load a style cannot carry anything away.
    """
    allowed = " ".join(_hash(text) for text in scripts) or "'none'"
    parts = [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        f"script-src {allowed}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        SANDBOX,
    ]
    return "; ".join(parts)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
