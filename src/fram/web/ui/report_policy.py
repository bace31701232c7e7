"""What the report may do when it is shown by the desk: draw itself, with exactly the code it carries."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

SANDBOX = "sandbox allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


class _Scripts(HTMLParser):
    """Collects what stands between `<script>` and `</script>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()
        self._parts: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" not in dict(attrs):
            self._parts = []

    def handle_data(self, text: str) -> None:
        if self._parts is not None:
            self._parts.append(text)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._parts is not None:
            self.found.add("".join(self._parts))
            self._parts = None


def policy_for(html: str) -> str:
    """Return the content security policy under which a self-contained report works and nothing else does.

    Its scripts are allowed by their hashes, so anything slipped into it does not run; the sandbox takes it
    out of the desk's origin, so even its own code cannot reach the desk; and it may ask the network for
    nothing. Inline style stays allowed: bars and ranges are drawn with hundreds of `style` attributes, more
    hashes than a header holds, and with nothing to load a style cannot carry anything away.
    """
    reader = _Scripts()
    reader.feed(html)
    reader.close()
    scripts = " ".join(_hash(text) for text in sorted(reader.found)) or "'none'"
    parts = [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        f"script-src {scripts}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        SANDBOX,
    ]
    return "; ".join(parts)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
