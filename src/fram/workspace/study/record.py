"""Makes what a plan keeps of the next study: the frontier, the step to take, the best new study."""

from __future__ import annotations

from fram.access.study.options import Work
from fram.workspace.kept.evidence import NextStudy, StudyStep
from fram.workspace.study.steps import Step
from fram.workspace.study.telling import Teller
from fram.workspace.study.view import StudyView

LANGS = ("en", "nb")


def next_study(view: StudyView) -> NextStudy | None:
    """Return what a plan keeps; None where no door is shut for lack of evidence."""
    if not view.doors:
        return None
    nearest = None if view.first else view.chosen
    return NextStudy(
        steps=tuple(_step(view, step) for step in view.steps), options=view.options,
        first=None if view.first is None else _step(view, view.first),
        study=None if view.study is None else _step(view, view.study),
        nearest=None if nearest is None else _step(view, nearest),
        losing=() if view.first else view.losing,
    )  # fmt: skip


def _step(view: StudyView, step: Step) -> StudyStep:
    return StudyStep(
        name={lang: Teller.of(view, lang).what(step.option) for lang in LANGS}, cost=step.cost,
        cost_mean=step.cost_mean, months=step.months, value=step.value, sure=step.sure, chance=step.chance,
        markets=tuple(dict.fromkeys(one.market for one in step.opens)), is_work=isinstance(step.option, Work),
        is_first=view.first is not None and step.option == view.first.option,
    )  # fmt: skip
