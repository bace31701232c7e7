"""What is watched, in words: every line of the page in one language, for terminal and browser alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fram.access.watch.line import Line, Window
from fram.knowledge.facts import fact_registry
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth
from fram.workspace.access.phrases import phrases, say
from fram.workspace.papers.access.gantt import Line as Told
from fram.workspace.papers.access.gantt import cited
from fram.workspace.papers.numerals import Numerals
from fram.workspace.watch.found import Watch
from fram.workspace.world import the_world

TOPIC = "watch"
FEW, MANY_FACTS = 3, 3
"""So many markets are named, and so many open questions told in full."""
THEMES = {
    "paying": ("change", "condition-begins", "condition-ends", "pathway-begins", "pathway-ends"),
    "law": ("law-begins", "law-ends", "law-open", "rule-begins", "rule-ends", "reform"),
    "approval": (
        "clock", "recognition-begins", "recognition-ends", "recognition-open", "route-ends", "certificate",
    ),
    "buying": ("gate", "threshold"),
}  # fmt: skip
"""The rows of the picture, and the kinds of change on each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One change as it is shown: ``when`` and ``where`` beside it, how firm it is, and the line itself."""

    when: str
    where: str
    state: str
    state_said: str
    surely: bool
    said: str
    line: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Changes under a heading."""

    key: str
    title: str
    intro: str = ""
    items: tuple[Item, ...] = ()
    is_dated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the picture: its dots by place in per cent, and whether each is law."""

    name: str
    dots: tuple[tuple[float, bool, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPage:
    """The page: a few figures, a picture of the days, the changes, and what the pathways rest on."""

    lang: str
    over: str
    title: str
    stamp: str
    nothing: tuple[str, ...]
    glance: tuple[Told, ...]
    rows: tuple[Row, ...]
    ticks: tuple[tuple[str, float], ...]
    groups: tuple[Group, ...]
    rests: tuple[Told, ...]
    small: tuple[str, ...]


def watch_page(found: Watch, *, lang: str = "en") -> WatchPage:
    """Return the page of what is watched in ``en`` or ``nb``."""
    tell = Teller(found=found, lang=lang)
    groups = (
        tell.group("law", found.law),
        tell.group("not-law", found.not_law, intro="not-law-intro"),
        tell.group("undated", found.undated, intro="undated-intro"),
        tell.group("talked", found.talked_of, intro="" if found.not_law else "not-law-intro"),
        tell.group("past", found.past, intro="past-intro"),
    )  # fmt: skip
    dated = any(line.on for line in found.lines)
    last = found.window.end - timedelta(days=1)
    return WatchPage(
        lang=lang, over=f"{found.company} · {found.product}",
        title=tell.say("title", months=found.months),
        stamp=tell.say("stamp", day=tell.day(found.on), end=tell.day(last), places=tell.asked()),
        nothing=() if dated else (tell.say("nothing"), tell.say("nothing-text")),
        glance=tuple(tell.glance()), rows=tuple(tell.rows()) if dated else (),
        ticks=tell.ticks() if dated else (), groups=tuple(group for group in groups if group.items),
        rests=tuple(tell.rests()), small=(tell.say("small-gaps"), tell.say("small-legal")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of one watch in one language."""

    found: Watch
    lang: str
    numerals: Numerals = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numerals", Numerals(lang=self.lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the topic."""
        return say(TOPIC, key, lang=self.lang, **values)

    def day(self, day: date) -> str:
        """Return a day."""
        return self.numerals.day(day)

    def asked(self) -> str:
        """Return the markets asked for."""
        asked = self.found.markets
        if asked == MARKETS:
            return self.say("all-markets", count=len(MARKETS))
        if len(asked) <= FEW:
            return self.places(asked)
        return self.say("some-markets", count=len(asked), codes=" ".join(asked))

    def places(self, markets: Sequence[str]) -> str:
        """Return markets by name; many of them by number and code."""
        if len(markets) <= FEW:
            return ", ".join(map(self.numerals.market, markets))
        if len(markets) == len(self.found.markets):
            return self.say("every", count=len(markets))
        heads = [self.found_head(market) for market in markets]
        key = "europe" if all(heads) else "some-markets"
        return self.say(key, count=len(markets), codes=" ".join(markets))

    def found_head(self, market: str) -> bool:
        """Whether a market lies in the European Economic Area."""
        return "eea" in the_world().markets[market].head.within

    def glance(self) -> Iterator[Told]:
        """Yield what is seen first: the next change, and how many there are of each kind."""
        dated = [line for line in self.found.lines if line.on]
        if dated:
            first = dated[0]
            assert first.on is not None  # only those with a day are looked at
            yield Told(name=self.say("next"), text=f"{self.day(first.on)}: {self.subject(first)}")
        for key, lines in (
            ("count-law", self.found.law), ("count-not-law", self.found.not_law),
            ("count-undated", self.found.undated), ("count-talked", self.found.talked_of),
            ("count-past", self.found.past),
        ):  # fmt: skip
            sure = sum(line.touches is Truth.YES for line in lines)
            if lines or key == "count-law":
                note = self.say("count-one" if len(lines) == sure == 1 else "count", count=sure)
                text = str(len(lines)) if lines else self.say("none")
                yield Told(name=self.say(key), text=text, notes=(note,) if lines else ())

    def group(self, key: str, lines: Sequence[Line], *, intro: str = "") -> Group:
        """Return changes under their heading."""
        items = tuple(map(self._item, lines))
        title, before = self.say(f"s-{key}"), self.say(intro) if intro else ""
        return Group(key=key, title=title, intro=before, items=items, is_dated=any(line.on for line in lines))

    def subject(self, line: Line) -> str:
        """Return what a change is about, by name."""
        subject = line.subject[self.lang].replace(" · ", ", ")
        names = (self._approval(name) for name in subject.split(", "))
        told = ", ".join(names) if line.kind.startswith("recognition") else line.subject[self.lang]
        return self.say(f"kind-{line.kind}", subject=told)

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the picture that have a dot."""
        for theme, kinds in THEMES.items():
            lines = [line for line in self.found.lines if line.kind in kinds and line.on]
            dots = tuple(
                (self._share(line.on), line.state == "law", self.subject(line)) for line in lines if line.on
            )
            if dots:
                yield Row(name=self.say(f"theme-{theme}"), dots=tuple(dict.fromkeys(dots)))

    def ticks(self) -> tuple[tuple[str, float], ...]:
        """Return the months named on the axis, with their places in per cent."""
        months = self.found.months
        step = next(step for step in (1, 2, 3, 6, 12, 24) if months / step <= 5)
        return tuple(
            (self.numerals.month(self.found.on, at), 100 * at / months) for at in range(0, months + 1, step)
        )

    def rests(self) -> Iterator[Told]:
        """Yield each pathway's texts, with their sources."""
        for rest in self.found.rests:
            for at, text in enumerate(rest.texts):
                yield Told(
                    name=f"{rest.name[self.lang]} ({', '.join(rest.markets)})" if at == 0 else "",
                    text=text.name, source=cited(text.cite), url=text.cite.url,
                )  # fmt: skip

    def _item(self, line: Line) -> Item:
        sure = line.touches is Truth.YES
        return Item(
            when=self.day(line.on) if line.on else self.say("no-day"), where=self.places(line.markets),
            state=line.state, state_said=self.say(f"state-{line.state}"), surely=sure,
            said=self.say("surely" if sure else "perhaps"),
            line=Told(
                name=self.subject(line), text=self._says(line), notes=(self._why(line),),
                source=cited(line.cite), url=line.cite.url, confidence=line.confidence.value,
            ),
        )  # fmt: skip

    def _says(self, line: Line) -> str:
        key = f"says-{line.kind}"
        last = self.day(line.last) if line.last else ""
        said = line.says.get(self.lang, "")
        unit = line.given.get("unit", "")
        return self.say(key if key in phrases(TOPIC) else "says", says=said, last=last, unit=unit).strip()

    def _why(self, line: Line) -> str:
        given = dict(line.given)
        if line.because == "law-asks":
            given = {"demand": given[self.lang]}
        if "approvals" in given:
            given["approvals"] = ", ".join(map(self._approval, given["approvals"].split(", ")))
        told = [self.say(f"because-{line.because}", **given)]
        if stands := [name for name in given.get("stands", "").split(", ") if name]:
            told.append(self.say("stands", facts=self._facts(stands)))
        if line.missing:
            told.append(self.say("open", facts=self._facts(line.missing)))
        return " ".join(told)

    def _facts(self, names: Sequence[str]) -> str:
        known = fact_registry()
        told = [
            known[name].question.in_(self.lang) if name in known else f"product.{name}"
            for name in names[:MANY_FACTS]
        ]
        if len(names) > MANY_FACTS:
            told.append(self.say("more", count=len(names) - MANY_FACTS))
        return " · ".join(told)

    def _approval(self, name: str) -> str:
        regime = the_world().roads.get(name)
        return regime.name[self.lang] if regime else name.upper()

    def _share(self, day: date) -> float:
        window: Window = self.found.window
        return round(100 * (day - window.first).days / (window.end - window.first).days, 1)
