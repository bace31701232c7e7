"""What stands in the way of a pathway, in a few words: what fails first, what is open, and how many more."""

from __future__ import annotations

from fram.access.pathways.fit import Fit
from fram.knowledge.facts import fact_registry
from fram.workspace.access.phrases import say


def standing(fit: Fit, *, lang: str) -> str:
    """Return it in ``en`` or ``nb``; that it is still judged where no condition fails or is open."""
    if not fit.exists:
        return say("payers", "fit-not-there", lang=lang)
    told = [*_failing(fit, lang), *_open(fit, lang)]
    if not told and fit.pathway.picked:
        return say("payers", "picked", lang=lang)
    told += [
        say("payers", "warned", lang=lang, says=one.demand.says[lang].rstrip(".")) for one in fit.warnings[:1]
    ]
    key = "judged" if fit.pathway.evidence else "nothing"
    return "; ".join(told) or say("payers", key, lang=lang)


def question(name: str, *, lang: str) -> str:
    """Return the question behind a fact, with its name in the file."""
    return f"{fact_registry()[name].question.in_(lang)} ({name})"


def _failing(fit: Fit, lang: str) -> list[str]:
    if not fit.failing:
        return []
    first = say("payers", "not-met", lang=lang, says=fit.failing[0].demand.says[lang].rstrip("."))
    more = len(fit.failing) - 1
    return [first, say("payers", "more-not-met", lang=lang, count=more)] if more else [first]


def _open(fit: Fit, lang: str) -> list[str]:
    if not fit.open or fit.is_closed:
        return []
    if fit.failing:
        return [say("payers", "also-open", lang=lang, count=len(fit.open))]
    first = question(fit.open[0], lang=lang)
    return [say("payers", "open-questions", lang=lang, count=len(fit.open), first=first)]
