"""The screening page of one product: what is known, laid out for a reader, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_decimal

from fram.access.codes.device_code import JmdnCode
from fram.access.regimes.regime import Regime, Route
from fram.access.screening import ClassTold, Likely, Point, Screening
from fram.rules.parameter import Dated, Parameter
from fram.rules.show import Entry, Page, Section, as_html, as_text
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed, Pert, Quantiles, Uniform
from fram.terms.logic import Unknown
from fram.terms.reading import plain
from fram.workspace.access.phrases import say
from fram.workspace.access.wording import Wording
from fram.workspace.world import the_world

TOPIC = "screening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What is known of one regime without rules, for one product.

    ``likely``: its classes read across from Europe's; ``is_outside``: the European rules leave it out of
    device law; ``stated``: the class the company states; ``code``: its code in the regime's own list of
    devices, and ``entry`` what the list has under it where one is loaded. ``lang``: the language in which it
    shows itself.
    """

    regime: str
    screening: Screening
    road: Regime
    as_of: date
    likely: Likely | None = None
    is_outside: bool = False
    stated: str = ""
    code: str = ""
    is_list_loaded: bool = False
    entry: JmdnCode | None = None
    lang: str = "en"

    @property
    def page(self) -> Page:
        """All of it in words."""
        return screening_page(self, lang=self.lang)

    def __str__(self) -> str:
        return as_text(self.page)

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return as_html(self.page)


def screening_page(found: Screened, *, lang: str = "en") -> Page:
    """Return the screening page of a product under a regime, in ``en`` or ``nb``."""
    teller = _Teller(found, lang)
    screening = found.screening
    sections = (
        Section(title=teller.say("class"), lines=tuple(Entry(text=text) for text in teller.class_lines())),
        teller.classes("classes", screening.classes),
        teller.classes("of-tests", screening.of_tests),
        Section(title=teller.say("points"), lines=tuple(teller.point(one) for one in screening.points)),
        Section(title=teller.say("routes"), lines=tuple(teller.routes())),
        Section(title=teller.say("ask"), lines=tuple(Entry(text=text[lang]) for text in screening.ask)),
    )
    warnings = [teller.say("no-verdict")]
    if screening.confidence is Confidence.UNCHECKED:
        warnings.append(teller.say("unread"))
    small = teller.say("small", day=found.as_of.isoformat(), checked=screening.checked.isoformat())
    return Page(
        lang=lang, heading=teller.say("heading", regime=found.road.name[lang]), lead=teller.say("no-rules"),
        warnings=tuple(warnings), sections=tuple(part for part in sections if part.lines), small=(small,),
    )  # fmt: skip


def screened_short(found: Screened, *, lang: str = "en") -> Iterator[str]:
    """Yield a screening page in a few lines: that it is one, and what is likely."""
    teller = _Teller(found, lang)
    yield teller.say("short")
    yield from teller.class_lines()


def screened_told(found: Screened, *, lang: str = "en") -> dict[str, Any]:
    """Return a screening page as plain data, its texts in ``lang``."""
    page, teller = found.screening, _Teller(found, lang)
    return {
        "regime": found.regime, "name": found.road.name[lang], "screening": True, "is_coded": False,
        "as_of": found.as_of.isoformat(), "checked": page.checked.isoformat(),
        "confidence": page.confidence.value, "stated": found.stated, "code": found.code,
        "code_entry": plain(found.entry) if found.entry else None,
        "likely": plain(found.likely) if found.likely else None, "is_outside_in_europe": found.is_outside,
        "classes": {one.name: one.says[lang] for one in page.classes},
        "classes_of_tests": {one.name: one.says[lang] for one in page.of_tests},
        "points": [
            {
                "topic": one.topic, "says": one.says[lang], "confidence": one.confidence.value,
                "checked": one.checked.isoformat(), "source": plain(one.cite),
            }
            for one in page.points
        ],
        "routes": [
            {"classes": list(route.classes), "says": teller.route(route)} for route in found.road.routes
        ],
        "ask": [text[lang] for text in page.ask],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Teller:
    """Turns the parts of a screening page into words."""

    found: Screened
    lang: str

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the topic."""
        return say(TOPIC, key, lang=self.lang, **values)

    def class_lines(self) -> Iterator[str]:
        """What is stated, what the regime's own list says of it, and what is likely by analogy."""
        found, words = self.found, Wording(self.lang)
        if found.stated:
            yield self.say("stated", stated=found.stated)
        yield from self._code_lines()
        if likely := found.likely:
            yield self.say(
                "likely", there=words.say("class", names=words.listed(likely.there)),
                other=words.regime(likely.other), classes=words.listed(likely.classes),
            )  # fmt: skip
        elif found.is_outside:
            yield self.say("likely-outside")
        else:
            yield self.say("likely-none")

    def _code_lines(self) -> Iterator[str]:
        fact = self.found.screening.code_fact
        if fact and not self.found.code:
            yield self.say("code-missing", fact=fact)
        elif entry := self.found.entry:
            yield self.say("code", code=entry.code, name=entry.name, classes=entry.device_class)
        elif fact:
            key = "code-unknown" if self.found.is_list_loaded else "code-unread"
            yield self.say(key, code=self.found.code)

    def classes(self, key: str, told: Iterable[ClassTold]) -> Section:
        """The classes, each with what it asks for."""
        lines = tuple(Entry(tag=one.name, text=one.says[self.lang]) for one in told)
        return Section(title=self.say(key), lines=lines)

    def point(self, point: Point) -> Entry:
        """One thing to know, with its source and how far that was read."""
        return Entry(
            tag=self.say(f"topic-{point.topic}"), text=point.says[self.lang],
            note=self._source(point.cite, point.confidence), url=point.cite.url,
        )  # fmt: skip

    def routes(self) -> Iterator[Entry]:
        """Each way to approval with its time and fee, as the roads have them."""
        for route in self.found.road.routes:
            dated = self._in_force(route.months) or self._in_force(route.fees)
            cite = dated.cite if dated else route.cite or self.found.road.cite
            note = self._source(cite, dated.confidence if dated else Confidence.READ)
            yield Entry(text=self.route(route), note=note, url=cite.url)

    def route(self, route: Route) -> str:
        """One way to approval in a line."""
        time, fee = self._amount(route.months), self._amount(route.fees)
        name, months = route.name[self.lang], time or self.say("time-unknown")
        if not fee:
            return self.say("time", name=name, months=months)
        return self.say("time-fee", name=name, months=months, fee=fee)

    def _in_force(self, parameter: Parameter | None) -> Dated | None:
        dated = parameter.on(self.found.as_of) if parameter else None
        return None if isinstance(dated, Unknown) else dated

    def _amount(self, parameter: Parameter | None) -> str:
        dated = self._in_force(parameter)
        if parameter is None or dated is None or isinstance(dated.value, str):
            return ""
        unit = the_world().shelf.units[parameter.unit][self.lang]
        low, high = _ends(dated)
        if low == high:
            return self.say("one", value=self._number(low), unit=unit)
        return self.say("span", low=self._number(low), high=self._number(high), unit=unit)

    def _number(self, value: float) -> str:
        return format_decimal(value, "#,##0.##", locale=self.lang)

    def _source(self, cite: Citation, confidence: Confidence) -> str:
        parts = [cite.title, cite.place, cite.publisher]
        if confidence is not Confidence.READ:
            parts.append(Wording(self.lang).say(confidence.value))
        return ", ".join(part for part in parts if part)


def _ends(dated: Dated) -> tuple[float, float]:
    """The least and the most of a value; its mean where its form has no ends."""
    match dated.value:
        case Uniform(low=low, high=high) | Pert(low=low, high=high):
            return low, high
        case Fixed(value=value):
            return value, value
        case Quantiles(values=values):
            return values[0], values[-1]
    return dated.number, dated.number
