"""From a specification to an SVG that stands alone: no script, no network, no font of its own."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape

from fram.workspace.papers.charts.look import PALETTE, Picture, Spec

_HEX = re.compile("|".join(re.escape(value) for value in PALETTE.values()), re.IGNORECASE)
_NAME_OF = {value: name for name, value in PALETTE.items()}
_ID = re.compile(r'(\bid="|url\(#|href="#)([A-Za-z][\w-]*)')
_ROLES = re.compile(r' (?:role|aria-roledescription|aria-label|aria-hidden|pointer-events)="[^"]*"')
_IDLE = re.compile(r'<path(?: (?!d=)[a-z-]+="[^"]*")*/>|<path(?: (?!d=)[a-z-]+="[^"]*")*></path>')
_PLACES = re.compile(r' (?:d|transform|x|y|x2|y2|width|height)="[^"]*"')
_LONG = re.compile(r"(\d+\.\d)\d+")


def draw(picture: Picture) -> dict[str, str]:
    """Return the SVG of each width of a picture, titled and described for screen readers."""
    return {
        width: svg(spec, key=f"{picture.key}-{width}", title=picture.title, summary=picture.summary)
        for width, spec in picture.specs.items()
    }


def svg(spec: Spec, *, key: str, title: str, summary: str) -> str:
    """Return a specification drawn as SVG text; ``key`` keeps its ids apart from those of other pictures.

    Ids are numbered anew: the engine counts on from one drawing to the next, and the same plan shall give
    the same bytes. Shapes outside the picture, which it leaves as empty paths, are dropped.

    Colours become CSS variables with the light value as fallback, so that a page in the dark can change
    them and the picture still stands alone.
    """
    drawn = _rendered(json.dumps(spec))
    drawn = _PLACES.sub(lambda found: _LONG.sub(r"\1", found[0]), _IDLE.sub("", _ROLES.sub("", drawn)))
    names: dict[str, str] = {}
    drawn = _ID.sub(lambda found: found[1] + names.setdefault(found[2], f"{key}-{len(names)}"), drawn)
    drawn = _HEX.sub(lambda found: f"var(--{_NAME_OF[found[0].lower()]},{found[0].lower()})", drawn)
    head, body = drawn.split(">", 1)
    size = re.search(r'viewBox="[^"]*"', head)
    wide = re.search(r'width="([\d.]+)"', head)
    named = f'role="img" aria-labelledby="{key}-title {key}-desc"'
    described = (
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(summary)}</desc>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {size[0] if size else ""} '
        f'width="{wide[1] if wide else ""}" {named}>{described}{body}'
    )


def start_engine() -> None:
    """Start what draws, before there is anything to draw: the first picture waits for it otherwise."""
    _rendered(json.dumps({"data": {"values": [{}]}, "mark": "point"}))


@lru_cache(maxsize=64)
def _rendered(spec: str) -> str:
    """The drawing of a specification (JSON): one plan's papers hold the same pictures."""
    import vl_convert  # starts a JavaScript engine: only where something is drawn

    made: str = vl_convert.vegalite_to_svg(spec)
    return made
