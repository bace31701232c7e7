"""What was found out, told in words: each finding and what it changed; what one more or one less would do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from fram.decide.asking import NextQuestion
from fram.decide.beliefs import DRAWS as FIRST_DRAWS
from fram.decide.rank import Range
from fram.workspace.access.phrases import say
from fram.workspace.kept.findings import FindingKept
from fram.workspace.loop.findings.view import BeliefMoved, Effect, FindingsView, MarketMoved
from fram.workspace.loop.samples.contradicted import apart, doubts
from fram.workspace.loop.samples.telling import columns
from fram.workspace.papers.numerals import DASH, rounded
from fram.workspace.papers.phrases import amounts, in_unit, reason_text
from fram.workspace.papers.telling.asked import things
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.papers.words import Words

TOPIC = "findings"
WIDTH = 100
LABEL = 10
ROWS = 12
"""So many markets are listed; those for which other advice holds are listed all."""


def findings_text(view: FindingsView, *, lang: str = "en", named: TypedFile | None = None) -> str:
    """Return the findings, or what a change does, as text for a terminal; ``named``: the file as typed."""
    tell = _Tell(lang, view, named or TypedFile(str(view.path)))
    parts = [tell.listing() if view.act == "list" else tell.change()]
    return "\n".join(line for part in parts for line in part)


class _Tell:
    """Tells one view in one language."""

    def __init__(self, lang: str, view: FindingsView, named: TypedFile) -> None:
        self._lang, self._view, self._named = lang, view, named
        self._words = Words(lang)
        self._numerals = self._words.numerals

    def listing(self) -> Iterator[str]:
        view = self._view
        yield self._say("title")
        yield self._say("stamp", file=view.path.name, day=self._numerals.day(view.on))
        yield ""
        if not view.kept:
            yield from self._wrapped(self._say("none"))
            yield self._say("none-next")
            yield f"  {self._say('none-command', **self._named.commands)}"
            return
        for one in view.kept:
            yield from self._finding(one)
            yield ""
        yield from self._wrapped(self._say("ours"))
        live = [one.number for one in view.kept if not one.withdrawn]
        if live:
            yield self._say("list-next")
            yield f"  {self._named.command('decide find')} --undo {live[-1]}"

    def change(self) -> Iterator[str]:
        view, effect = self._view, self._view.effect
        yield self._say(f"s-{view.act}", number=view.changed)
        yield self._say("stamp", file=view.path.name, day=self._numerals.day(view.on))
        yield ""
        for one in (one for one in view.kept if one.number == view.changed):
            yield from self._finding(one, total=view.beliefs if view.act == "add" else ())
            yield ""
        if view.act == "undo":
            for belief in view.beliefs:
                yield from self._belief(belief)
                yield ""
        if effect is not None:
            yield from self._effect(effect)
            yield ""
        key = f"saved-{view.act}" if view.saved else "not-saved"
        yield from self._wrapped(self._say(key, file=view.path.name, number=view.changed))
        if view.saved:
            yield f"  {self._named.command('plan')}"

    # --- one finding ------------------------------------------------------------------------------

    def _finding(self, one: FindingKept, *, total: tuple[BeliefMoved, ...] = ()) -> Iterator[str]:
        who = f" ({one.who})" if one.who else ""
        day, sure = self._numerals.day(one.on), self._say(f"sure-{one.sure}")
        place = one.market and self._numerals.market_in_text(one.market)
        about = self._about(one.input, place, is_shared=not one.market and bool(one.places))
        yield from self._wrapped(f"{one.number}. {about}: {self._say(f'k-{one.kind}')}{who}, {day}, {sure}")
        yield from self._row("l-said", self._numbers(one))
        if one.state != "counted":
            yield from self._wrapped(self._say(one.state), "   ")
            return
        moved = next((b for b in total if set(b.places) == set(one.places)), None)
        before, after = (moved.before, moved.after) if moved else (one.before, one.after)
        if before is not None and after is not None:
            yield from self._row("l-before", self._points(before, one.unit))
            yield from self._row("l-after", self._points(after, one.unit))
        yield from self._row("l-counts", self._weight(one))
        if len(one.places) > 1:
            yield from self._row("l-places", self._words.names(one.places))
        yield from self._warnings(one)

    def _warnings(self, one: FindingKept) -> Iterator[str]:
        market = one.places[0] if one.places else ""
        for step in (s for m, number, s in self._view.steps if (m, number) == (market, one.number)):
            if one.contradicts:
                yield from self._wrapped(f"! {next(doubts(step, lang=self._lang))}", "   ")
            for text in apart(step, lang=self._lang):
                yield from self._wrapped(f"! {text}", "   ")
        if one.beyond:
            yield from self._wrapped(f"! {self._say('beyond')}", "   ")

    def _belief(self, belief: BeliefMoved) -> Iterator[str]:
        places = self._words.names(belief.places, inside=True)
        yield from self._wrapped(f"{self._about(belief.input, places, is_shared=False)}:")
        yield from self._row("l-before", self._points(belief.before, belief.unit))
        yield from self._row("l-after", self._points(belief.after, belief.unit))

    def _about(self, name: str, place: str, *, is_shared: bool) -> str:
        called = self._words.named("input", name)
        if place:
            return self._say("in", input=called, market=place)
        return self._say("in-all", input=called) if is_shared else called

    def _numbers(self, one: FindingKept) -> str:
        said = dict(one.said)
        if any(name.startswith("said.") for name in said):
            values = list(said.values())
            people = [self._series(values[n : n + 3], one.unit) for n in range(0, len(values), 3)]
            return self._say("n-said", numbers="; ".join(people))
        plain = ("yes", "of", "count", "seen", "over")
        shown = {
            name: self._numerals.exact(value) if name in plain else self._plain(value, one.unit)
            for name, value in said.items()
        }
        return self._say(f"n-{_form(said)}", **shown)

    def _weight(self, one: FindingKept) -> str:
        return self._say(
            "counts", asked=self._numerals.exact(one.asked), counts=self._short(one.counts),
            ess=self._numerals.fixed(max(round(one.ess or 0), 1)), draws=self._numerals.fixed(FIRST_DRAWS),
        )  # fmt: skip

    def _points(self, at: Range, unit: str) -> str:
        return self._say("points", points=self._series([at.p10, at.p50, at.p90], unit))

    def _series(self, values: Sequence[float], unit: str) -> str:
        """Several values with their unit at the last, or at each where it is written with it."""
        *first, last = values
        each = [amounts([value], unit, words=self._words) for value in first]
        return f" {DASH} ".join([*each, self._plain(last, unit)])

    def _plain(self, value: float, unit: str) -> str:
        return in_unit([value], unit, words=self._words)

    def _short(self, value: float) -> str:
        return self._numerals.exact(rounded(value, 3))

    # --- the plan ---------------------------------------------------------------------------------

    def _effect(self, effect: Effect) -> Iterator[str]:
        draws = self._numerals.fixed(effect.draws)
        yield from self._wrapped(self._say("s-plan", draws=draws, seed=effect.seed))
        if not effect.markets:
            yield f"  {self._say('no-move')}"
        else:
            yield from self._markets(effect)
        yield ""
        none = self._say("no-market")
        before, after = (self._words.names(go) or none for go in (effect.go_before, effect.go_after))
        key = "same-go" if before == after else "new-go"
        yield from self._wrapped(self._say(key, markets=after, before=before, after=after), "  ")
        first = [self._question(one) for one in (effect.first_before, effect.first_after)]
        key = "first-new" if effect.turns_first else "first-same"
        yield from self._wrapped(self._say(key, question=first[1], before=first[0], after=first[1]), "  ")

    def _markets(self, effect: Effect) -> Iterator[str]:
        advised = sum(one.is_advised for one in effect.markets)
        shown = effect.markets[: max(ROWS, advised)]
        head = [self._say(f"h-{name}") for name in ("market", "before", "after", "tier", "stance")]
        yield from columns(head, [self._market(one) for one in shown], left=(0, 4))
        for one in (one for one in shown if one.is_advised):
            why = reason_text(one.after.because, words=self._words)
            stance = self._words(f"verdict.{one.after.verdict}")
            said = self._say("why", market=self._numerals.market(one.market), stance=stance, why=why)
            yield from self._wrapped(said, "  ")
        rest = effect.markets[len(shown) :]
        if rest:
            tiers = sum(one.is_turned for one in rest)
            yield from self._wrapped(self._say("more", count=len(rest), tiers=tiers), "  ")

    def _market(self, one: MarketMoved) -> list[str]:
        stances = [self._words(f"verdict.{at.verdict}") for at in (one.before, one.after)]
        return [
            self._numerals.market(one.market), self._numerals.money(one.before.mean_nok),
            self._numerals.money(one.after.mean_nok),
            self._turned(str(one.before.tier), str(one.after.tier)), self._turned(*stances),
        ]  # fmt: skip

    def _turned(self, before: str, after: str) -> str:
        return after if before == after else self._say("arrow", before=before, after=after)

    def _question(self, asked: NextQuestion | None) -> str:
        if asked is None:
            return self._say("no-question")
        place = asked.market and self._numerals.market_in_text(asked.market)
        called = things(asked.names, words=self._words)
        return self._say("in", input=called, market=place) if place else called

    # --- lines ------------------------------------------------------------------------------------

    def _row(self, key: str, text: str) -> Iterator[str]:
        label = f"   {self._say(key)}".ljust(LABEL + 3)
        yield from textwrap.wrap(text, WIDTH, initial_indent=label, subsequent_indent=" " * len(label))

    def _wrapped(self, text: str, indent: str = "") -> Iterator[str]:
        yield from textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")

    def _say(self, key: str, **values: object) -> str:
        return say(TOPIC, key, lang=self._lang, **values)


FORM_OF = {"value": "value", "yes": "share", "count": "answers", "low": "range", "seen": "events"}


def _form(said: Mapping[str, float]) -> str:
    return next(form for name, form in FORM_OF.items() if name in said)
