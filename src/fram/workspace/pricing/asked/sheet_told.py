"""A question sheet as the buyer reads it, and what the sender is told beside it; as text and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from fram.rules.show import WIDTH, Entry, Page, Section, as_text
from fram.workspace.access.gates.figures import tidy
from fram.workspace.access.phrases import say
from fram.workspace.papers.numerals import SPACE, Numerals, rounded
from fram.workspace.papers.words import Words
from fram.workspace.pricing.asked.sheet import Sheet, role_ids

TOPIC = "asked"
SCHEMA = "1.0"
QUESTIONS = ("too_cheap", "cheap", "expensive", "too_expensive")
BOX, BLANK = f"[{SPACE}]", "_" * 16
SCALE = "  ".join(f"{BOX} {step}" for step in range(1, 6))


def sheet_text(sheet: Sheet, *, lang: str = "en") -> str:
    """Return what the sender is told, then the page and the first line of the file of answers."""
    parts = [
        as_text(notes_page(sheet, lang=lang)),
        f"{say(TOPIC, 'sheet-s-page', lang=lang)}\n{'─' * WIDTH}\n{page_as_text(sheet)}{'─' * WIDTH}",
        f"{say(TOPIC, 'sheet-s-csv', lang=lang)}\n\n{','.join(sheet.header)}",
    ]
    return "\n\n".join(parts)


def page_as_text(sheet: Sheet) -> str:
    """Return the page for the buyer as plain text: nothing on it is meant for the sender."""
    ask = sheet.questions.say
    paragraphs = [
        sheet.questions.texts["title"], ask("why"), f"{ask('product')}: {what_it_is(sheet)}",
        ask("prices", currency=sheet.currency, per=sheet.per),
        f"{ask('roles')}: {'   '.join(_ticked(role) for role in sheet.roles)}",
    ]  # fmt: skip
    questions = _four_lines(sheet) if sheet.method == "psm" else _step_lines(sheet)
    closing = [
        ask("used"), ask("free"), ask("wanted", count=sheet.wanted), f"{ask('back')}: {BLANK}{BLANK}",
    ]  # fmt: skip
    told = ["\n".join(_wrapped(text)) for text in paragraphs]
    return "\n\n".join([*told, "\n".join(questions), *("\n".join(_wrapped(text)) for text in closing)]) + "\n"


def what_it_is(sheet: Sheet) -> str:
    """Return the product in the firm's own words; room to write where it said nothing."""
    purpose = sheet.product.intended_purpose
    return f"{sheet.product.name}. {purpose}" if purpose else f"{sheet.product.name}. {BLANK}{BLANK}"


def step_prices(sheet: Sheet) -> tuple[str, ...]:
    """Return the prices of the ladder as the buyer writes numbers, with their currency."""
    numerals = Numerals(lang=sheet.lang)
    return tuple(f"{numerals.exact(step)}{SPACE}{sheet.currency}" for step in sheet.steps)


def notes_page(sheet: Sheet, *, lang: str = "en") -> Page:
    """Return what the sender is told: whom to ask, what to look at before it goes out, the next step."""
    words = Words(lang)
    seats = tuple(
        Entry(tag=seat.role.name[lang], text=say("buying", f"voice-{seat.role.voice}", lang=lang))
        for seat in sheet.seats
    )
    kind = say("buying", f"kind-{sheet.kind}", lang=lang)
    sections = (
        Section(
            title=_say("sheet-to", lang), intro=_say("sheet-to-how", lang, kind=kind), lines=seats,
            help=_say("sheet-wanted", lang, least=sheet.wanted),
        ),
        Section(
            title=_say("sheet-s-know", lang),
            lines=tuple(Entry(text=text) for text in sender_notes(sheet, lang=lang)),
        ),
    )  # fmt: skip
    return Page(
        lang=lang, over=f"{sheet.company} · {sheet.product.name}", sections=sections,
        heading=_say("sheet-title", lang, market=words.numerals.market_in_text(sheet.market)),
        warnings=tuple(_warnings(sheet, lang)),
    )  # fmt: skip


def sender_notes(sheet: Sheet, *, lang: str = "en") -> Iterator[str]:
    """Yield what the sender should know before the page goes out, the next step last."""
    product = sheet.product
    yield _say("sheet-own-words" if product.intended_purpose else "sheet-no-purpose", lang)
    if product.unit_of_sale is None and product.price.model != "per-use":
        yield _say("sheet-no-unit", lang)
    if product.payer is None:
        yield _say("sheet-payer", lang)
    yield from _ladder_notes(sheet, lang)
    others = [code for code in sheet.spoken if code != sheet.lang]
    if others and sheet.is_held:
        yield _say("sheet-other-languages", lang, languages=_languages(others, lang))
    if sheet.kind in ("hospital", "municipality", "state"):
        yield _say("sheet-tender", lang)
    yield _say(
        "sheet-next", lang, method=sheet.method, market=sheet.market,
        file=sheet.answers_file,
    )  # fmt: skip


def sheet_json(sheet: Sheet) -> str:
    """Return the sheet as JSON text, keys sorted: the page's words, the steps and the columns."""
    told: dict[str, Any] = {
        "schema_version": SCHEMA, "company": sheet.company, "product": sheet.product.name,
        "market": sheet.market, "on": sheet.on.isoformat(), "method": sheet.method, "lang": sheet.lang,
        "currency": sheet.currency, "per": sheet.per, "wanted": sheet.wanted, "kind": sheet.kind,
        "roles": list(role_ids(sheet.seats)), "steps": list(sheet.steps), "columns": list(sheet.header),
        "own_price_local": None if sheet.local is None else tidy(sheet.local),
        "translation": "own" if not sheet.questions.translated else
        "read" if sheet.questions.is_checked else "unchecked",
        "page": page_as_text(sheet), "notes": list(sender_notes(sheet)),
        "warnings": list(_warnings(sheet, "en")),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _warnings(sheet: Sheet, lang: str) -> Iterator[str]:
    if not sheet.is_held:
        spoken = _languages(sheet.spoken[:1], lang)
        if sheet.lang == "en":
            yield _say("sheet-no-language", lang, language=spoken)
    if not sheet.questions.is_checked:
        yield _say("sheet-unchecked", lang, language=_languages([sheet.lang], lang))


def _ladder_notes(sheet: Sheet, lang: str) -> Iterator[str]:
    price = sheet.product.price
    if not sheet.steps or price.amount is None or sheet.local is None:
        return
    numerals = Numerals(lang=lang)
    own = f"{numerals.exact(price.amount)}{SPACE}{price.currency}"
    steps = ", ".join(numerals.exact(step) for step in sheet.steps)
    yield _say("sheet-steps", lang, price=own, steps=f"{steps}{SPACE}{sheet.currency}")
    if sheet.rates:
        amount = f"{numerals.exact(rounded(sheet.local, 3))}{SPACE}{sheet.currency}"
        day = numerals.day(max(rate.day for rate in sheet.rates))
        yield _say("sheet-converted", lang, price=own, amount=amount, day=day)


def _four_lines(sheet: Sheet) -> Iterator[str]:
    ask = sheet.questions.say
    yield from _wrapped(ask("four"))
    for number, key in enumerate(QUESTIONS, 1):
        yield ""
        yield from textwrap.wrap(f"{number}. {ask(key)}", WIDTH, subsequent_indent="   ")
        yield f"   {BLANK} {sheet.currency}"
    yield ""
    yield from _wrapped(ask("likely"))
    yield from _wrapped(ask("scale"))
    for key in ("buy_cheap", "buy_expensive"):
        yield f"   {ask(key)}:  {SCALE}"


def _step_lines(sheet: Sheet) -> Iterator[str]:
    ask = sheet.questions.say
    yield from _wrapped(ask("steps"))
    yield ""
    prices = step_prices(sheet)
    wide = max(map(len, prices))
    for price in prices:
        yield f"   {price:>{wide}}   {BOX} {ask('yes')}   {BOX} {ask('no')}"


def _ticked(role: str) -> str:
    """A role with its box, kept on one line."""
    return f"{BOX}{SPACE}{role.replace(' ', SPACE)}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _say(key: str, lang: str, **values: object) -> str:
    return say(TOPIC, key, lang=lang, **values)


def _languages(codes: list[str] | tuple[str, ...], lang: str) -> str:
    locale = Numerals(lang=lang).locale
    return ", ".join(str(locale.languages.get(code, code)) for code in codes)
