"""A verdict as a short page: plain text for a terminal, HTML for a notebook. Pure: the words are handed in.

The front door lays the page out in the reader's language (``Verdict.page``).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

WIDTH = 100
TAG_WIDTH = 16
"""The widest first column; a longer tag gets a line of its own."""
COMMAND = re.compile(r"`fram [^`]+`")
"""A command as a sentence holds it."""
GLUE = "\ue000"
"""Stands for a space at which no line may be broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: the class or classes it is about (``tag``), what it says, and the small print below it."""

    text: str
    tag: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries under a title. ``folded`` are kept back behind the words ``fold`` (and 4 more)."""

    title: str
    intro: str = ""
    help: str = ""
    lines: tuple[Entry, ...] = ()
    folded: tuple[Entry, ...] = ()
    fold: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A verdict laid out: the classes, what they mean, warnings, sections, and the small print."""

    lang: str = "en"
    over: str = ""
    heading: str
    lead: str = ""
    warnings: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    small: tuple[str, ...] = ()


def as_text(page: Page, *, hint: str = "") -> str:
    """Return the page as plain text, no line wider than ``WIDTH``. ``hint``: where folded entries stand."""
    parts = [[*_wrapped(page.heading), *_wrapped(page.over), *_wrapped(page.lead)]]
    parts += [_wrapped(warning, first="! ", rest="  ") for warning in page.warnings]
    parts += [_section_text(section, hint) for section in page.sections]
    parts.append([line for text in page.small for line in _wrapped(text)])
    return "\n\n".join("\n".join(part) for part in parts if part)


def _section_text(section: Section, hint: str) -> list[str]:
    column = max((len(line.tag) for line in section.lines if len(line.tag) <= TAG_WIDTH), default=0)
    column = column + 2 if column else 0
    found = _wrapped(section.title)
    for text in (section.intro, section.help):
        found += _wrapped(text, first="  ", rest="  ")
    for line in section.lines:
        found += _line_text(line, column)
    if section.folded:
        found.append(f"  {' ' * column}{section.fold}{f' ({hint})' if hint else ''}")
    return found


def _line_text(line: Entry, column: int) -> Iterator[str]:
    indent = " " * (column + 2)
    if len(line.tag) > TAG_WIDTH:
        yield from _wrapped(line.tag, first="  ", rest="  ")
        yield from _wrapped(line.text, first=indent, rest=indent)
    else:
        yield from _wrapped(line.text, first=f"  {line.tag:<{column}}", rest=indent)
    yield from _wrapped(line.note, first=indent, rest=indent)


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    # A free-text answer may hold control signs that would reach the terminal.
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    if not shown.strip():
        return []
    # A command between backticks stays whole, to be pasted: it may stand on a line that is too wide.
    whole = COMMAND.sub(lambda found: found[0].replace(" ", GLUE), shown)
    lines = textwrap.wrap(
        whole, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=GLUE not in whole,
        break_on_hyphens=GLUE not in whole,
    )  # fmt: skip
    return [line.replace(GLUE, " ") for line in lines]


STYLE = """
.fram-verdict{max-width:44rem;color:inherit;font:inherit;line-height:1.45;text-align:left;overflow-wrap:anywhere}
.fram-verdict p,.fram-verdict ul,.fram-verdict li{margin:0;padding:0}
.fram-verdict ul{list-style:none}
.fram-verdict .fv-over,.fram-verdict .fv-small{font-size:.85em;opacity:.8}
.fram-verdict .fv-heading{font-size:1.45em;font-weight:700;line-height:1.25}
.fram-verdict .fv-lead{margin-top:.2em}
.fram-verdict .fv-warning{margin-top:.7em;padding:.4em .7em;
border-left:4px solid #b7791f;background:rgba(183,121,31,.14)}
.fram-verdict .fv-title{margin-top:1em;font-weight:700}
.fram-verdict .fv-intro{margin-top:.15em}
.fram-verdict li{display:flex;gap:.8em;padding:.35em 0;border-top:1px solid rgba(128,128,128,.35)}
.fram-verdict .fv-tag{flex:0 0 auto;width:6.6em;font-weight:700;overflow-wrap:anywhere}
.fram-verdict .fv-text{flex:1 1 0;min-width:0}
.fram-verdict .fv-note{display:block;font-size:.85em;opacity:.8}
.fram-verdict a{color:inherit;text-decoration:underline}
@media (max-width:30rem){.fram-verdict li{gap:.6em}.fram-verdict .fv-tag{width:4.8em}}
.fram-verdict summary{padding:.35em 0;cursor:pointer;font-size:.9em}
.fram-verdict .fv-small{margin-top:1em;padding-top:.5em;border-top:1px solid rgba(128,128,128,.35)}
""".strip()
"""Colours of the page around it are kept, so that light and dark notebooks both read well."""


def as_html(page: Page) -> str:
    """Return the page as a piece of HTML that stands alone: no script, nothing fetched, all text escaped."""
    return "".join(
        [
            f'<div class="fram-verdict" lang="{escape(page.lang)}"><style>{STYLE}</style>',
            _tag("p", "fv-over", page.over),
            f'<p class="fv-heading" role="heading" aria-level="3">{escape(page.heading)}</p>',
            _tag("p", "fv-lead", page.lead),
            *(_tag("p", "fv-warning", warning) for warning in page.warnings),
            *(_section_html(section) for section in page.sections),
            f'<div class="fv-small">{"".join(_tag("p", "", text) for text in page.small)}</div></div>',
        ]
    )


def _section_html(section: Section) -> str:
    more = ""
    if section.folded:
        more = f"<details><summary>{escape(section.fold)}</summary>{_list_html(section.folded)}</details>"
    return (
        f'<p class="fv-title" role="heading" aria-level="4">{escape(section.title)}</p>'
        f"{_tag('p', 'fv-intro', section.intro)}{_tag('p', 'fv-note', section.help)}"
        f"{_list_html(section.lines)}{more}"
    )


def _list_html(lines: Iterable[Entry]) -> str:
    rows = [
        f"<li>{_tag('span', 'fv-tag', line.tag)}"
        f'<span class="fv-text">{escape(line.text)}{_note_html(line)}</span></li>'
        for line in lines
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def _note_html(line: Entry) -> str:
    note = escape(line.note)
    if line.note and line.url.startswith(("https://", "http://")):
        note = f'<a href="{escape(line.url)}" rel="noopener noreferrer">{note}</a>'
    return f'<span class="fv-note">{note}</span>' if note else ""


def _tag(name: str, style: str, text: str) -> str:
    """An element, or nothing where there is nothing to say."""
    klass = f' class="{style}"' if style else ""
    return f"<{name}{klass}>{escape(text)}</{name}>" if text else ""
