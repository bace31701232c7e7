"""What people believe, told: fits, sentences to read back, the pool, and lines for the company file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fram.decide.beliefs import FEEDBACK, Elicited, Fit, Pooled, shown
from fram.decide.beliefs.elicit import POOR, feedback_of
from fram.terms.dist import Dist
from fram.terms.reading import plain
from fram.workspace.company.found_out import ENDS, PERCENTILES
from fram.workspace.loop.samples.elicited import Beliefs, Person, Question
from fram.workspace.loop.samples.telling import Teller, columns, fitted_to_width
from fram.workspace.papers.numerals import rounded
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.words import Words

SCHEMA = "1.0"


def beliefs_json(view: Beliefs) -> str:
    """Return what was said, every fit, the pool and the company file's entry as JSON text, keys sorted.

    ``feedback`` holds the values at 5, 10, 50, 90 and 95 % by probability; ``dist`` the distribution.
    """
    names = _names(view)
    answer = {
        "schema_version": SCHEMA,
        "about": view.question.about or None,
        "unit": view.question.unit or None,
        "people": [_person_json(name, one) for name, one in zip(names, view.people, strict=True)],
        "pooled": _pooled_json(view.pooled) if view.pooled else None,
        "dist": plain(view.dist),
        "feedback": _feedback_json(feedback_of(view.dist)),
        "expected": _entry(view),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)


def beliefs_text(view: Beliefs, *, lang: str = "en") -> str:
    """Return the same in words for a terminal, in ``en`` or ``nb``."""
    tell = Teller.of(lang)
    parts = [
        "\n".join(_person_text(one, tell, number=n if len(view.people) > 1 else 0))
        for n, one in enumerate(view.people, start=1)
    ]
    if view.pooled:
        parts.append("\n".join(_pooled_text(view.pooled, tell, names=_names(view, tell))))
    parts.append("\n".join(_file_text(view, tell)))
    return fitted_to_width("\n\n".join(parts))


def expected_toml(view: Beliefs) -> str:
    """Return the ``[[expected]]`` entry of the company file: P10, P50, P90, who told it and when."""
    entry = _entry(view)
    lines = ["[[expected]]", f'input = "{entry["input"] or "NAME"}"']
    lines += [f"{name} = {entry[name]:g}" for name in (*ENDS, *PERCENTILES) if name in entry]
    lines += [
        f"{name} = {json.dumps(entry[name], ensure_ascii=False)}"
        for name in ("market", "source")
        if entry[name]
    ]
    return "\n".join([*lines, *([f"on = {entry['on']}"] if entry["on"] else [])])


# --- one person -----------------------------------------------------------------------------------


def _person_text(person: Person, tell: Teller, *, number: int) -> Iterator[str]:
    who = person.who or (tell.say("one", number=number) if number else "")
    yield tell.say("title-who", who=who) if who else tell.say("title")
    yield from _said(person.fitted, tell)
    yield ""
    yield tell.say("s-fits")
    head = [
        tell.say("h-family"),
        tell.say("h-miss"),
        *(tell.share(p) for p in FEEDBACK),
        tell.say("h-numbers"),
    ]
    rows = [_row(fit, tell) for fit in person.fitted.fits]
    if person.fitted.as_said:
        values = feedback_of(person.fitted.as_said)
        name, none, how = tell.say("f-as-said"), tell.say("exact"), tell.say("straight")
        rows.append([name, none, *map(tell.number, values), how])
    yield from columns(head, rows, left=(0, len(head) - 1))
    if person.fitted.is_poor:
        yield f"! {tell.say('poor', limit=tell.number(100 * POOR))}"
    yield ""
    yield from _read_back(person.fitted.best.feedback, tell, family=person.fitted.best.family)


def _said(fitted: Elicited, tell: Teller) -> Iterator[str]:
    if fitted.said is None:
        ends = dict(fitted.best.numbers)
        yield tell.say("said-ends", **tell.numbers(**ends))
        return
    points = " · ".join(
        tell.say("said-point", chance=tell.share(prob), value=tell.number(value))
        for prob, value in zip(fitted.said.probs, fitted.said.values, strict=True)
    )
    yield tell.say("said", points=points)
    low, high = fitted.said.low, fitted.said.high
    if low is not None and high is not None:
        yield tell.say("limits", **tell.numbers(low=low, high=high))
    elif low is not None:
        yield tell.say("limit-low", **tell.numbers(low=low))
    elif high is not None:
        yield tell.say("limit-high", **tell.numbers(high=high))


def _row(fit: Fit, tell: Teller) -> list[str]:
    miss = (
        tell.say("exact")
        if fit.worst < 5e-4
        else tell.say("points", points=tell.number(round(100 * fit.worst, 1)))
    )
    numbers = ", ".join(f"{tell.say(f'n-{name}')} {tell.number(value)}" for name, value in fit.numbers)
    return [tell.say(f"f-{fit.family}"), miss, *(tell.number(value) for value in fit.feedback), numbers]


def _read_back(values: tuple[float, ...], tell: Teller, *, family: str = "") -> Iterator[str]:
    p5, p10, p50, p90, p95 = values
    if family:
        yield tell.say("s-back", family=tell.say(f"f-{family}"))
    yield f"  {tell.say('back', **tell.numbers(p5=p5, p95=p95))}"
    yield f"  {tell.say('back-10', **tell.numbers(p10=p10, p50=p50, p90=p90))}"
    yield f"  {tell.say('object')}"


# --- several people -------------------------------------------------------------------------------


def _pooled_text(pooled: Pooled, tell: Teller, *, names: list[str]) -> Iterator[str]:
    yield tell.say(f"s-pool-{pooled.how}")
    width = max(map(len, names))
    for name, person, weight in zip(names, pooled.said, pooled.weights, strict=True):
        at = shown(person.dist)
        told = tell.say(
            "weight", weight=tell.share(weight), **tell.numbers(p10=at.p10, p50=at.p50, p90=at.p90)
        )
        yield f"  {name.ljust(width)}  {told}"
    yield f"  {tell.say('between', share=tell.share(pooled.between))}"
    for one, other in pooled.apart:
        yield f"! {tell.say('apart', one=one, other=other)}"
    yield from _read_back(feedback_of(pooled.dist), tell)


def _names(view: Beliefs, tell: Teller | None = None) -> list[str]:
    return [
        one.who or (tell.say("one", number=n) if tell else str(n))
        for n, one in enumerate(view.people, start=1)
    ]


# --- the company file -----------------------------------------------------------------------------


def _file_text(view: Beliefs, tell: Teller) -> Iterator[str]:
    yield tell.say("s-file")
    if not view.question.about:
        yield f"  {tell.say('file-name')}"
    elif view.question.unit:
        at, words = shown(view.dist), Words(tell.lang)
        spoken = in_unit([at.p10, at.p90], view.question.unit, words=words)
        yield f"  {tell.say('file-unit', range=spoken)}"
    yield ""
    yield expected_toml(view)


def _entry(view: Beliefs) -> dict[str, Any]:
    question: Question = view.question
    who = ", ".join(one.who for one in view.people if one.who)
    return {
        "input": question.about or None, "market": question.market or None, "source": who or None,
        "on": question.on.isoformat() if question.on and who else None,
        **_three(view),
    }  # fmt: skip


def _three(view: Beliefs) -> dict[str, float]:
    """Least, most likely and most where those were said; else P10, P50, P90."""
    if not view.pooled and view.people[0].fitted.said is None:
        return dict(view.people[0].fitted.best.numbers)
    at = shown(view.dist)
    return {name: rounded(getattr(at, name), 4) for name in PERCENTILES}


# --- JSON -----------------------------------------------------------------------------------------


def _person_json(name: str, person: Person) -> dict[str, Any]:
    fitted = person.fitted
    return {
        "who": name, "poor": fitted.is_poor, "best": fitted.best.family,
        "said": plain(fitted.said) if fitted.said else None,
        "fits": [_fit_json(fit) for fit in fitted.fits],
    }  # fmt: skip


def _fit_json(fit: Fit) -> dict[str, Any]:
    return {
        "family": fit.family, "parameters": dict(fit.numbers), "ssq": fit.ssq, "worst": fit.worst,
        "feedback": _feedback_json(fit.feedback), "dist": _dist_json(fit.dist),
    }  # fmt: skip


def _pooled_json(pooled: Pooled) -> dict[str, Any]:
    return {
        "how": pooled.how, "between": pooled.between, "apart": [list(pair) for pair in pooled.apart],
        "weights": {person.who: weight for person, weight in zip(pooled.said, pooled.weights, strict=True)},
    }  # fmt: skip


def _feedback_json(values: tuple[float, ...]) -> dict[str, float]:
    return {f"{prob:g}": value for prob, value in zip(FEEDBACK, values, strict=True)}


def _dist_json(dist: Dist) -> Any:
    return plain(dist)
