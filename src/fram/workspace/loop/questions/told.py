"""What to find out next in words: the choice as it stands, the work list, what to leave unasked, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fram.decide.asking import Idle, NextQuestion
from fram.workspace.loop.questions.advice import next_steps
from fram.workspace.loop.questions.picture import questions_picture
from fram.workspace.loop.questions.telling import Teller
from fram.workspace.loop.questions.view import AskView
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Picture
from fram.workspace.papers.telling.typed import TypedFile

FEW = 5
"""So many things not worth asking are named for each reason."""
WHYS = ("waiting", "costs-more", "no-change")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question of the work list: what, where, from whom, what it takes, what it is worth, what follows.

    ``means``: what answers about each input would change, each with the input's name.
    """

    what: str
    where: str
    whom: str
    how: str
    takes: str
    net: str
    worth: str
    ceiling: str
    means: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """The page: how the choice stands, the next step, the list, what is not worth asking, what it rests on.

    ``head``: the columns of the list, one for each of what, whom, takes, net, worth and means.
    """

    lang: str
    over: str
    title: str
    stamp: str
    state: tuple[str, ...]
    glance: tuple[Line, ...]
    next_step: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    idle: tuple[Line, ...]
    rests: tuple[Line, ...]
    small: tuple[str, ...]
    picture: Picture | None = None
    svgs: tuple[tuple[str, str], ...] = ()


def ask_page(view: AskView, *, lang: str = "en", typed: TypedFile | None = None) -> AskPage:
    """Return the page of what to find out next, in ``en`` or ``nb``; ``typed``: the file in its commands."""
    file = typed or TypedFile(view.source)
    tell, asking = Teller.of(lang), view.asking
    numerals = tell.words.numerals
    stamp = tell.say(
        "stamp", day=numerals.day(view.on), draws=numerals.fixed(view.draws), seed=view.seed,
        room=tell.say("room-one") if asking.room == 1 else tell.say("room", count=asking.room),
        spend=numerals.money(asking.spend_nok),
    )  # fmt: skip
    heads = ("what", "whom", "takes", "net", "worth", "means")
    return AskPage(
        lang=lang, over=f"{view.product} · {view.company}", title=tell.say("title"), stamp=stamp,
        state=tuple(_state(view, tell, file=file)), glance=tuple(_glance(view, tell)),
        next_step=tuple(next_steps(view, tell, file=file)),
        head=tuple(tell.say(f"h-{name}") for name in heads),
        rows=tuple(_row(one, tell) for one in asking.questions), idle=tuple(_idle(view, tell)),
        rests=() if asking.questions else tuple(_rests(view, tell)),
        small=tuple(tell.say(f"small-{key}") for key in ("ours", "alone", "zero", "choice")),
        picture=questions_picture(asking.questions, tell) if asking.questions else None,
    )  # fmt: skip


def _state(view: AskView, tell: Teller, *, file: TypedFile) -> Iterator[str]:
    asking = view.asking
    if not asking.lasts:
        yield tell.say("w-cash", **file.commands)
    if set(view.go) != set(asking.today) and asking.lasts:
        yield tell.say("w-plan", plan=tell.places(view.go), mean=tell.places(asking.today))
    for market in view.sought.markets:
        if market not in asking.markets:
            key = "w-beyond" if market in asking.beyond else "w-never"
            yield tell.say(key, market=tell.words.numerals.market_in_text(market, starts=True))
    if not asking.markets:
        yield tell.say("w-none-in-play")
    elif not asking.uncertain:
        yield tell.say("w-all-fixed")
    elif not asking.questions:
        yield tell.say("w-nothing")


def _glance(view: AskView, tell: Teller) -> Iterator[Line]:
    asking = view.asking
    today = tell.places(asking.today)
    yield Line(name=tell.say("g-today"), text=today[:1].upper() + today[1:], notes=(tell.say("g-today-how"),))
    yield Line(
        name=tell.say("g-evpi"), text=tell.money(asking.evpi_nok), notes=(tell.say("g-evpi-how"),)
    )  # fmt: skip
    if asking.questions:
        first = asking.questions[0]
        text = tell.say(
            "g-first-text", net=tell.money(first.net_nok), cost=tell.money(first.cost_nok),
            days=tell.days(first.days),
        )  # fmt: skip
        yield Line(name=tell.say("g-first"), text=text, notes=(tell.things(first.names, inside=True),))


def _row(one: NextQuestion, tell: Teller) -> Row:
    takes = tell.say("takes", cost=tell.money(one.cost_nok), days=tell.days(one.days))
    if round(one.waiting_nok):
        takes += tell.say("takes-waiting", waiting=tell.money(one.waiting_nok))
    net = tell.money(one.net_nok)
    return Row(
        what=tell.things(one.names), where=tell.where(one.market, one.regime), whom=tell.whom(one),
        how=tell.how(one), takes=takes,
        net=net if one.net_nok > one.error_nok else tell.say("even", net=net),
        worth=tell.sure(one.worth_nok, one.error_nok), means=tuple(_means(one, tell)),
        ceiling=tell.say("ceiling", ceiling=tell.sure(one.ceiling_nok, one.ceiling_error_nok)),
    )  # fmt: skip


def _means(one: NextQuestion, tell: Teller) -> Iterator[Line]:
    silent = [at.input for at in one.inputs if len(at.answers) < 2]
    for at in one.inputs:
        if at.input not in silent:
            name = tell.words.named("input", at.input) if len(one.inputs) > 1 else ""
            yield Line(name=name, text="; ".join(tell.meaning(at)))
    if silent:
        key = "means-together" if len(silent) == len(one.inputs) else "means-with"
        changes = tell.chance(one.changes)
        yield Line(name="", text=tell.say(key, inputs=tell.things(silent, inside=True), chance=changes))
    else:
        yield Line(name="", text=tell.say("means-else"))


def _idle(view: AskView, tell: Teller) -> Iterator[Line]:
    asking = view.asking
    for why in WHYS:
        found = sorted((one for one in asking.idle if one.why == why), key=lambda one: -one.worth_nok)
        if found:
            named = "; ".join(_left(one, tell) for one in found[:FEW])
            more = tell.say("more", count=len(found) - FEW) if len(found) > FEW else ""
            yield Line(name=tell.say(f"i-{why}"), text=named + more, notes=(tell.say(f"i-{why}-how"),))
    rest = asking.uncertain - asking.looked_at
    if rest > 0 and not (view.sought.inputs or view.sought.markets):
        yield Line(name=tell.say("i-small"), text=tell.say("i-small-text", count=rest))


def _left(one: Idle, tell: Teller) -> str:
    what = tell.things(one.inputs, inside=True)
    where = tell.where(one.market, one.regime) if one.market or one.regime else ""
    name = f"{what} ({where})" if where else what
    if one.why == "no-change":
        return name
    return tell.say(
        f"left-{one.why}", what=name, worth=tell.money(one.worth_nok), cost=tell.money(one.cost_nok),
        waiting=tell.money(one.waiting_nok),
    )  # fmt: skip


def _rests(view: AskView, tell: Teller) -> Iterator[Line]:
    market = tell.words.numerals.market_in_text(view.first)
    value = tell.words.numerals.money(view.first_nok, signed=True)
    yield Line(name="", text=tell.say("r-first", market=market, value=value))
    for rest in view.asking.rests:
        name = tell.words.named("input", rest.input)
        yield Line(name=name, text=tell.say("r-share", share=tell.chance(rest.share), market=market))
