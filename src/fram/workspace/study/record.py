"""Makes what a plan keeps of the next study: the frontier, the step to take, the best new study."""

from __future__ import annotations

from fram.access.study.options import Work
from fram.workspace.kept.evidence import NextStudy, StudyStep
from fram.workspace.study.steps import Step
from fram.workspace.study.telling import Teller
from fram.workspace.study.view import StudyView

LANGS = ("en", "nb")


def next_study(view: StudyView, *, taken: Step | None = None) -> NextStudy | None:
    """Return what a plan keeps; None where no door is shut for lack of evidence.

    ``taken``: the step that is marked, where it is another than the one that pays for itself.
    """
    if not view.doors:
        return None
    taken = taken or view.first
    first = None if view.first is None else _step(view, view.first, taken=taken)
    opened = {one.market for one in view.first.opens} if view.first else set()
    return NextStudy(
        steps=tuple(_step(view, step, taken=taken) for step in view.steps), first=first,
        study=None if view.study is None else _step(view, view.study, taken=taken), options=view.options,
        losing=tuple(market for market in view.markets if market in opened and view.means[market] < 0),
    )  # fmt: skip


def _step(view: StudyView, step: Step, *, taken: Step | None) -> StudyStep:
    return StudyStep(
        name={lang: Teller.of(view, lang).what(step.option) for lang in LANGS}, cost=step.cost,
        cost_mean=step.cost_mean, months=step.months, value=step.value, chance=step.chance,
        markets=tuple(dict.fromkeys(one.market for one in step.opens)),
        is_work=isinstance(step.option, Work),
        is_first=taken is not None and step.option == taken.option,
    )  # fmt: skip
