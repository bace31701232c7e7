"""The ranking in words: what to know first, the next step, values, weights, and who beats whom."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.rank import Standing
from fram.workspace.loop.questions.advice import instead
from fram.workspace.loop.ranked.blocks import blocks
from fram.workspace.loop.ranked.page import RankPage, Teller
from fram.workspace.loop.ranked.view import RankedMarkets
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.telling.typed import TypedFile

FEW = 6
"""So many names stand in one line; where there are more, only the first are named."""
RIVALS = 2
"""So many other markets are named that come first under some weights."""
WORTH_NAMING = 0.02


def rank_page(view: RankedMarkets, *, lang: str = "en", typed: TypedFile | None = None) -> RankPage:
    """Return the page of a ranking, in ``en`` or ``nb``; ``typed``: the file in the commands it tells."""
    tell = Teller.of(lang)
    first = tell.name(view.markets[0], starts=True)
    is_one = len(view.ranked) == 1
    title = tell.say("title-one", market=first) if is_one else tell.say("title")
    small = [key for key in ("nothing", "ours", "method") if not (is_one and key == "nothing")]
    return RankPage(
        lang=lang, over=f"{view.file.product.name} · {view.file.company.name}", title=title,
        stamp=tell.say(
            "stamp", day=tell.words.numerals.day(view.on), seed=view.seed,
            draws=tell.words.numerals.fixed(view.draws),
        ),
        state=tuple(_state(view, tell)), glance=tuple(_glance(view, tell)),
        next_step=tuple(_next(view, tell, file=typed or TypedFile(view.source))),
        blocks=tuple(blocks(view, tell)),
        small=tuple(tell.say(f"small-{key}") for key in small),
    )  # fmt: skip


def _state(view: RankedMarkets, tell: Teller) -> Iterator[str]:
    if len(view.ranked) == 1:
        yield tell.say("w-one")
    rests = view.rests
    loose = rests.defaults + rests.unchecked
    if loose:
        told = {"loose": loose, "inputs": rests.inputs}
        key = "w-unchecked" if len(view.ranked) > 1 else "w-unchecked-one"
        yield tell.say(key, **told, defaults=rests.defaults, unchecked=rests.unchecked)


def _glance(view: RankedMarkets, tell: Teller) -> Iterator[Line]:
    leader = view.ranked[0]
    name, text = ("g-leader", "g-leader-text") if len(view.ranked) > 1 else ("g-one", "g-one-text")
    yield Line(name=tell.say(name), text=tell.say(
        text, market=tell.words.numerals.market(leader.market), value=tell.money(leader.mean),
        shrunk=tell.money(leader.shrunk),
    ))  # fmt: skip
    if len(view.ranked) > 1:
        yield _tier(view, tell)
        yield Line(name=tell.say("g-stable"), text=_stays(view, tell), notes=tuple(_beside(view, tell)))
    share = tell.of_hundred(view.chance_nothing_best)
    yield Line(name=tell.say("g-nothing"), text=tell.say("g-nothing-text", share=share))
    unbeaten = view.kept.undominated
    shown = unbeaten if len(unbeaten) <= FEW else unbeaten[:FEW]
    if shown:
        text = tell.listed(shown) + (" …" if len(unbeaten) > FEW else "")
        yield Line(name=tell.say("g-beaten"), text=f"{text[0].upper()}{text[1:]}")


def _tier(view: RankedMarkets, tell: Teller) -> Line:
    others = [one.market for one in view.ranked[1:] if one.tier == view.ranked[0].tier]
    if not others:
        return Line(name=tell.say("g-tier"), text=tell.say("g-tier-none"))
    named = tell.words.names(others[:FEW]) + (" …" if len(others) > FEW else "")
    text = tell.say("g-tier-some", count=len(others), markets=named)
    return Line(name=tell.say("g-tier"), text=text, notes=(tell.say("g-tier-how"),))


def _stays(view: RankedMarkets, tell: Teller) -> str:
    """How firmly the market ranked first holds its place under the weights."""
    kept, leader = view.kept, view.kept.markets[0]
    kind: str = kept.kind
    if kind == "stated":
        kind = "stated-yes" if leader.first_by_weights > 0 else "stated-no"
    return tell.say(
        f"stays-{kind}", market=tell.name(leader.market, starts=True),
        share=tell.of_hundred(leader.first_by_weights),
        criteria=", ".join(tell.say(f"k-{one.criterion}") for one in kept.criteria),
    )  # fmt: skip


def _beside(view: RankedMarkets, tell: Teller) -> Iterator[str]:
    leader, *others = view.kept.markets
    for one in _rivals(others):
        name = tell.name(one.market, starts=view.kept.kind != "stated")
        if view.kept.kind == "stated":
            yield tell.say("rival-stated", market=name)
        else:
            yield tell.say("rival", market=name, share=tell.of_hundred(one.first_by_weights))
    yield tell.say("futures", share=tell.of_hundred(leader.first))


def _rivals(others: list[Standing]) -> list[Standing]:
    ever = [one for one in others if one.first_by_weights >= WORTH_NAMING]
    return sorted(ever, key=lambda one: -one.first_by_weights)[:RIVALS]


def _next(view: RankedMarkets, tell: Teller, *, file: TypedFile) -> Iterator[str]:
    first = [one for one in view.ranked if one.tier == 1]
    if len(view.ranked) == 1:
        yield tell.say("n-one", rank=TypedFile(file.file, lang=file.lang).command("decide rank"))
    elif max(one.mean for one in view.ranked) <= 0:
        ask = tell.say("n-none", **file.commands)
        best = view.markets[0]
        yield instead(view.lacks, best, lang=tell.lang, file=file) if view.lacks else ask
    elif len(first) > 1:
        key = "n-alike" if view.lacks else "n-tell-apart"
        yield tell.say(key, count=len(first), **file.commands)
    else:
        market = tell.name(first[0].market, starts=True)
        yield tell.say("n-clear", market=market, **file.commands)
    if view.kept.kind == "any" and len(view.ranked) > 1:
        yield tell.say("n-order")
