"""What a check found, at the question it is about and in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fram.terms.errors import Problem
from fram.web.record.forms.boxes import id_of
from fram.web.record.forms.saying import entry_title, label_of
from fram.workspace.company.exchange import RecordReport
from fram.workspace.company.exchange.telling import problem_in
from fram.workspace.company.pages import Page, page_of, value_at

MISSING = "is missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A problem with the page and the place where it can be mended. ``number``: of the entry on a list."""

    page: Page
    number: int | None
    id: str
    label: str
    what: str
    why: str
    remedy: str


def blocking(
    report: RecordReport, page: Page, *, lang: str, number: int | None = None
) -> dict[str, list[str]]:
    """Return what is wrong with a page by itself, by path: such answers are not saved.

    What contradicts an answer on another page is saved all the same and told on the overview.
    """
    found: dict[str, list[str]] = {}
    for problem in report.problems:
        places = problem.where.split(" and ")
        if not all(_is_on(place, page, number) for place in places):
            continue
        if problem in report.between and len(places) < 2:  # with what the rest of the record says
            continue
        for place in places:
            found.setdefault(_plain(place), []).append(sentence(problem, lang))
    return found


def sentence(problem: Problem, lang: str) -> str:
    """Return a problem as one line: what, why, and what to do."""
    told = problem_in(problem, lang)
    parts = [told.what, told.why, told.remedy]
    return " · ".join(part for part in parts if part)


def located(problems: Iterable[Problem], content: Mapping[str, Any], *, lang: str) -> list[Located]:
    """Return problems with where each can be mended, once for each of its places."""
    return [one for problem in problems for place in problem.where.split(" and ")
            if (one := _locate(problem, place, content, lang))]  # fmt: skip


def _locate(problem: Problem, place: str, content: Mapping[str, Any], lang: str) -> Located | None:
    page = page_of(place)
    if page is None:
        return None
    told, number = problem_in(problem, lang), _number(place, page)
    label = label_of(_plain(place), lang)
    if number is not None:
        label = f"{entry_title(page.key, value_at(content, f'{page.entries}.{number}'), lang=lang)}: {label}"
    return Located(
        page=page, number=number, id=id_of(_plain(place)), label=label, what=told.what, why=told.why,
        remedy=told.remedy,
    )  # fmt: skip


def _is_on(place: str, page: Page, number: int | None) -> bool:
    if number is None:
        return page_of(place) == page
    own = f"{page.entries}.{number}"
    return place == own or place.startswith(f"{own}.")


def _plain(place: str) -> str:
    return ".".join(step for step in place.split(".") if not step.isdigit())


def _number(place: str, page: Page) -> int | None:
    if not page.is_list:
        return None
    rest = place.removeprefix(f"{page.entries}.").split(".")[0]
    return int(rest) if rest.isdigit() else None


def standing(
    report: RecordReport, page: Page, *, lang: str, number: int | None = None
) -> dict[str, list[str]]:
    """Return everything that is to be mended on a page as it stands, by path; also what others contradict."""
    found: dict[str, list[str]] = {}
    for problem in report.problems:
        for place in problem.where.split(" and "):
            if _is_on(place, page, number):
                found.setdefault(_plain(place), []).append(sentence(problem, lang))
    return found
