"""Options held against each other, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fram.access.price.worth.options import Compared
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Table
from fram.workspace.pricing.worth.compared import OptionsView
from fram.workspace.pricing.worth.pages import Part, Teller, WorthPage
from fram.workspace.pricing.worth.pictures import plane_picture
from fram.workspace.pricing.worth.wire import dumped


def options_page(view: OptionsView, *, lang: str = "en") -> WorthPage:
    """Return options held against each other as a page."""
    tell = Teller.of(lang)
    kept = [one for one in view.compared if one.standing == "frontier"]
    out = [one for one in view.compared if one.standing != "frontier"]
    parts = [Part(title=tell.say("frontier"), intro=tell.say("frontier-how"), table=_kept(kept, view, tell))]
    if out:
        lines = tuple(
            Line(name=one.option.name, text=_why(one, tell), notes=(_figures(one, view, tell),))
            for one in out
        )
        parts.append(Part(title=tell.say("fallen"), lines=lines))
    return WorthPage(
        lang=lang,
        over=view.source or tell.say("options"),
        title=tell.say("options-title"),
        stamp=tell.say("options-stamp", count=len(view.compared)),
        glance=tuple(_glance(view, kept, tell)),
        next_step=(tell.say("ask-threshold" if view.threshold is None else "next-options"),),
        parts=tuple(parts),
        picture=plane_picture(
            view.compared, currency=view.currency, tell=tell, source=view.source or tell.say("own")
        ),
        small=(tell.say("small-options"), tell.say("small-uncertain")),
    )


def _glance(view: OptionsView, kept: list[Compared], tell: Teller) -> Iterator[Line]:
    if view.threshold is not None:
        names = tell.say("and").join(one.name for one in view.best)
        amount = _cost(view.threshold, view, tell)
        note = (tell.say("tie"),) if len(view.best) > 1 else ()
        yield Line(name=tell.say("best-at", amount=amount), text=names, notes=note)
    yield Line(name=tell.say("left"), text=tell.say("and").join(one.option.name for one in kept))
    counts = [
        (key, sum(one.standing == key for one in view.compared)) for key in ("dominated", "extended", "same")
    ]
    told = ", ".join(tell.say(f"count-{key}", count=count) for key, count in counts if count)
    if told:
        yield Line(name=tell.say("fallen"), text=told)


def _kept(kept: list[Compared], view: OptionsView, tell: Teller) -> Table:
    head = tuple(
        tell.say(key) for key in ("col-option", "col-cost", "col-effect", "col-added", "col-more", "col-icer")
    )
    rows = tuple(
        (
            one.option.name, _cost(one.option.cost, view, tell), tell.words.numerals.exact(one.option.effect),
            "" if one.added_cost is None else _cost(one.added_cost, view, tell),
            "" if one.added_effect is None else tell.words.numerals.exact(one.added_effect),
            "" if one.icer is None else _cost(one.icer, view, tell),
        )
        for one in kept
    )  # fmt: skip
    return Table(head=head, rows=rows)


def _cost(value: float, view: OptionsView, tell: Teller) -> str:
    """An amount as it was worked out: to the unit, or to the cent below a hundred."""
    shown = tell.words.numerals.fixed(value, decimals=0 if abs(value) >= 100 or value == round(value) else 2)
    return f"{shown}\u00a0{view.currency}".strip()


def _why(one: Compared, tell: Teller) -> str:
    names = tell.say("and").join(one.by)
    return tell.say(f"why-{one.standing}", by=names)


def _figures(one: Compared, view: OptionsView, tell: Teller) -> str:
    return tell.say(
        "figures",
        cost=_cost(one.option.cost, view, tell),
        effect=tell.words.numerals.exact(one.option.effect),
    )


def options_json(view: OptionsView) -> str:
    """Return options held against each other as JSON text."""
    return dumped({
        "source": view.source, "currency": view.currency or None, "threshold": view.threshold,
        "best": [one.name for one in view.best], "options": [_option(one) for one in view.compared],
    })  # fmt: skip


def _option(one: Compared) -> dict[str, Any]:
    return {
        "option": one.option.name, "cost": one.option.cost, "effect": one.option.effect,
        "standing": one.standing, "by": list(one.by), "added_cost": one.added_cost,
        "added_effect": one.added_effect, "icer": one.icer,
    }  # fmt: skip
