"""The codes found, and what a load did, as text on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from fram.access.codes.device_code import Code, CpvCode, DeviceCode, EmdnCode
from fram.access.codes.scoring import Match, Reason
from fram.workspace.access.codes.loading import CodesLoaded
from fram.workspace.access.codes.lookup import CodesFound
from fram.workspace.access.codes.table import LOADED_BY, WHOLE
from fram.workspace.access.phrases import say

TOPIC, WIDTH, SHOWN = "codes", 100, 40
DEFINED = 300
"""So many letters of a definition are shown."""
FACTS = {"fda": "fda_product_code", "jmdn": "jmdn_code"}
"""The fact of the company file that holds a system's code."""


def codes_json(found: CodesFound) -> str:
    """Return the codes found as JSON text, keys sorted."""
    table = found.table
    told = {
        "system": found.system, "asked": found.asked, "fits": found.fits, "unheard": found.unheard,
        "matches": [_match_told(match) for match in found.matches],
        "stated": asdict(found.stated) if found.stated else None,
        "list": {
            "title": table.title, "edition": table.edition, "codes": table.size, "whole": table.is_whole,
        },
        "next": list(_next_steps(found, "en")) if not found.fits else [],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def codes_text(found: CodesFound, *, lang: str = "en") -> str:
    """Return the codes found in words: each with facts and reasons, and what to do next."""
    lines = [*_wrapped(say(TOPIC, f"title-{found.system}", lang=lang, asked=found.asked)), ""]
    if not found.fits:
        lines += _wrapped(say(TOPIC, "nothing", lang=lang))
        lines += ["", *([say(TOPIC, "near", lang=lang)] if found.matches else ())]
    for match in found.matches:
        lines += [*_match_lines(match, lang, told_weak=found.fits)]
        lines += [*_definition(match, lang), ""] if match is found.matches[0] else [""]
    if found.fits:
        lines += _wrapped(say(TOPIC, f"confirm-{found.system}", lang=lang))
        best = found.matches[0].code
        lines += [f'  {FACTS[best.system]} = "{best.code}"'] if best.system in FACTS else []
    else:
        lines += [say(TOPIC, "next", lang=lang)]
        lines += [line for step in _next_steps(found, lang) for line in _wrapped(step, "  - ", "    ")]
    return "\n".join([*lines, *_stated(found, lang), "", *_wrapped(_origin(found, lang))])


def loaded_text(done: CodesLoaded, *, lang: str = "en") -> str:
    """Return what a load did in words: how many codes, and what changed against the list before."""
    load, before = done.load, done.before
    if done.is_same:
        return say(TOPIC, "same", lang=lang, day=load.day)
    lines = [say(TOPIC, "loaded", lang=lang, size=_count(load.rows, lang), file=load.file, form=done.form)]
    if before:
        counts = {key: len(getattr(done, key)) for key in ("added", "gone", "classes", "others")}
        lines.append(say(TOPIC, "changes", lang=lang, file=before.file, day=before.day, **counts))
    changed = sorted(done.classes.items())
    for code, (was, now) in changed[:SHOWN]:
        lines.append(
            say(TOPIC, "class-changed", lang=lang, code=code, was=was, now=now, name=done.names[code])
        )
    if len(changed) > SHOWN:
        lines.append(say(TOPIC, "and-more", lang=lang, count=len(changed) - SHOWN))
    if done.unused:
        lines.append(say(TOPIC, "unused", lang=lang, names=", ".join(done.unused)))
    if done.twins:
        lines.append(say(TOPIC, "twins", lang=lang, count=done.twins))
    said = {"title": load.title, "publisher": load.publisher, "licence": load.licence}
    lines.append(say(TOPIC, "source", lang=lang, **said, sha256=load.sha256))
    return "\n".join(lines)


def code_facts(code: Code, *, lang: str = "en") -> str:
    """Return what stands beside a code in its list: class, submission, regulation; or level and branch."""
    if isinstance(code, DeviceCode):
        return ", ".join(_fda_facts(code, lang))
    if isinstance(code, EmdnCode):
        under = say(TOPIC, "under", lang=lang, name=" / ".join(code.under))
        return ", ".join((say(TOPIC, "level", lang=lang, name=code.level), *((under,) if code.under else ())))
    if isinstance(code, CpvCode):
        return say(TOPIC, "under", lang=lang, name=" / ".join(code.under)) if code.under else ""
    return say(TOPIC, "class-of", lang=lang, name=code.device_class)


def _fda_facts(code: DeviceCode, lang: str) -> Iterator[str]:
    yield say(TOPIC, f"class-{code.device_class}", lang=lang)
    yield code.submission or say(TOPIC, "no-submission", lang=lang)
    yield (
        say(TOPIC, "section", lang=lang, name=code.regulation)
        if code.regulation
        else say(TOPIC, "no-section", lang=lang)
    )
    if code.panel:
        yield code.panel
    marks = (
        ("implant", code.implant),
        ("life-sustaining", code.life_sustaining),
        ("gmp-exempt", code.gmp_exempt),
    )
    yield from (say(TOPIC, key, lang=lang) for key, is_so in marks if is_so)


def _match_lines(match: Match, lang: str, *, told_weak: bool) -> Iterator[str]:
    weak = f" ({say(TOPIC, 'weak', lang=lang)})" if told_weak and not match.is_good else ""
    indent = " " * (len(match.code.code) + 2)
    yield from _wrapped(f"{match.code.code}  {match.code.name}{weak}", "", indent)
    yield from _wrapped(code_facts(match.code, lang=lang), indent, indent)
    reasons = [_reason(reason, match.code.system, lang) for reason in match.reasons]
    if match.unmet:
        reasons.append(say(TOPIC, "unmet", lang=lang, words=", ".join(match.unmet)))
    for reason in reasons:
        yield from _wrapped(reason, f"{indent}- ", f"{indent}  ")


def _definition(match: Match, lang: str) -> Iterator[str]:
    """The publisher's definition of the best code, where the loaded list has one."""
    if isinstance(match.code, DeviceCode) and match.code.definition:
        indent = " " * (len(match.code.code) + 2)
        text = textwrap.shorten(match.code.definition, DEFINED, placeholder=" …")
        yield from _wrapped(say(TOPIC, "definition", lang=lang, text=text), f"{indent}- ", f"{indent}  ")


def _count(number: int, lang: str) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if lang == "nb" else f"{number:,}"


def _reason(reason: Reason, system: str, lang: str) -> str:
    if reason.kind in ("agrees", "disagrees", "status"):
        return say(TOPIC, f"{reason.kind}-{reason.about}", lang=lang)
    key = f"because-more-{system}" if reason.kind == "more" else f"because-{reason.kind}"
    return say(TOPIC, key, lang=lang, words=", ".join(reason.words))


def _next_steps(found: CodesFound, lang: str) -> Iterator[str]:
    said = {
        "system": LOADED_BY.get(found.system, ""), "size": found.table.size,
        "words": ", ".join(found.unheard),
    }  # fmt: skip
    keys = ["next-words", *(["next-unheard"] if found.unheard else [])]
    keys += ["next-whole"] if found.system in LOADED_BY and not found.table.is_whole else []
    keys += [key for step in ("device", "ask", "none") if (key := f"next-{step}-{found.system}") in _KNOWN]
    yield from (say(TOPIC, key, lang=lang, **said) for key in keys)


_KNOWN = {
    "next-device-fda",
    "next-ask-fda",
    "next-none-fda",
    "next-ask-emdn",
    "next-none-emdn",
    "next-ask-jmdn",
    "next-ask-cpv",
}


def _stated(found: CodesFound, lang: str) -> Iterator[str]:
    code = str(found.facts.get("fda_product_code") or "")
    if found.system != "fda" or not code:
        return
    yield ""
    if found.stated is None:
        yield from _wrapped(say(TOPIC, "stated-unknown", lang=lang, code=code))
    else:
        facts = code_facts(found.stated, lang=lang)
        yield from _wrapped(say(TOPIC, "stated", lang=lang, code=code, name=found.stated.name, facts=facts))


def _origin(found: CodesFound, lang: str) -> str:
    table = found.table
    said: dict[str, Any] = {"title": table.title, "edition": table.edition, "size": _count(table.size, lang)}
    if table.load is not None:
        return say(TOPIC, "whole", lang=lang, publisher=table.load.publisher, **said)
    whole = _count(WHOLE.get(found.system, 0), lang)
    if found.system not in LOADED_BY:
        return say(TOPIC, "part-only", lang=lang, whole=whole, **said)
    return say(TOPIC, "part", lang=lang, whole=whole, system=LOADED_BY[found.system], **said)


def _match_told(match: Match) -> dict[str, Any]:
    return {
        **asdict(match),
        "score": round(match.score, 3), "is_good": match.is_good,
    }  # fmt: skip


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
        break_long_words=False,
    )
