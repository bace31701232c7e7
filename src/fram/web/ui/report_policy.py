"""What the report may do when it is shown by the desk: draw itself, with exactly the code it carries."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

SANDBOX = "sandbox allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


class _Inline(HTMLParser):
    """Collects what stands in `<style>` and `<script>`, and in `style` attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, set[str]] = {"style": set(), "script": set(), "attribute": set()}
        self._open: str | None = None
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if style := named.get("style"):
            self.found["attribute"].add(style)
        if tag in ("style", "script") and "src" not in named:
            self._open, self._parts = tag, []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self.found[tag].add("".join(self._parts))
            self._open = None


def policy_for(html: str) -> str:
    """Return the content security policy under which a self-contained report works and nothing else does.

    Its styles and scripts are allowed by their hashes, so anything slipped into it does not run; the sandbox
    takes it out of the desk's origin, so even its own code cannot reach the desk.
    """
    reader = _Inline()
    reader.feed(html)
    reader.close()
    styles = _hashes(reader.found["style"] | reader.found["attribute"])
    if reader.found["attribute"]:
        styles = ["'unsafe-hashes'", *styles]  # hashes count for attributes only with this word
    scripts = _hashes(reader.found["script"])
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {' '.join(styles) or NOTHING}",
            f"script-src {' '.join(scripts) or NOTHING}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            SANDBOX,
        ]
    )


NOTHING = "'none'"


def _hashes(texts: set[str]) -> list[str]:
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in sorted(texts)
    ]
