"""Makes what a plan keeps of the next study: the frontier, the step to take, the best new study."""

from __future__ import annotations

from fram.access.study.options import Work
from fram.workspace.kept.evidence import NextStudy, StudyStep
from fram.workspace.study.steps import Step
from fram.workspace.study.telling import Teller
from fram.workspace.study.view import StudyView

LANGS = ("en", "nb")


def next_study(view: StudyView) -> NextStudy | None:
    """Return what a plan keeps; None where no door is shut for lack of evidence.

    The steps hold the most that each may open. The step to take and the best new study hold the value where
    one goes on the average; without a step to take the best new study is the nearest, with the most it may
    open, and ``losing`` names the markets in which the plan loses on average also with the door open.
    """
    if not view.doors:
        return None
    pays = view.first is not None
    return NextStudy(
        steps=tuple(_step(view, step) for step in view.steps), options=view.options,
        first=None if view.first is None else _step(view, view.first, on_average=True),
        study=None if view.study is None else _step(view, view.study, on_average=pays),
        losing=() if pays else view.losing,
    )  # fmt: skip


def _step(view: StudyView, step: Step, *, on_average: bool = False) -> StudyStep:
    return StudyStep(
        name={lang: Teller.of(view, lang).what(step.option) for lang in LANGS}, cost=step.cost,
        cost_mean=step.cost_mean, months=step.months, value=step.sure if on_average else step.value,
        chance=step.chance, markets=tuple(dict.fromkeys(one.market for one in step.opens)),
        is_work=isinstance(step.option, Work),
        is_first=view.first is not None and step.option == view.first.option,
    )  # fmt: skip
