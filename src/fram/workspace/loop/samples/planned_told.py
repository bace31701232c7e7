"""What planned studies are worth, in words for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fram.workspace.loop.samples.planned import Planned, PlannedStudies
from fram.workspace.loop.samples.telling import columns
from fram.workspace.loop.samples.worth_told import Voice, laid_out, notes


def study_text(view: PlannedStudies, *, lang: str) -> str:
    """Return what studies of one input are worth, in words."""
    voice, best = Voice.of(lang), view.best
    has_worth = best.worth.shown > 0
    title = "study-title" if has_worth else "study-nothing"
    before = [
        [voice.say(title, study=_named(view, best, voice), value=voice.number(best.worth.shown))],
        [_meaning(view, best, voice)] if has_worth else [],
    ]
    after = [
        [voice.say("unit"), *_shared(view, voice), voice.say("study-how")],
        [voice.say("study-times", times=voice.stated(view.asked.use.times))] if view.has_price else [],
        list(notes(voice, outputs=view.whole.outputs, inputs=view.inputs)),
        [_next(view, best, voice)],
    ]
    return "\n\n".join([laid_out(before), "\n".join(_table(view, voice)), laid_out(after)])


def study_json(view: PlannedStudies) -> str:
    """Return what studies of one input are worth as JSON, the smallest first."""
    told = [
        {
            "n": one.n, "value": one.worth.value, "se": one.worth.se, "crossfit": one.worth.crossfit,
            "shown": one.worth.shown, "weighed": one.weighed.value, "weighed_se": one.weighed.se,
            "effective_draws": one.weighed.effective, "cost": one.cost, "enbs": one.left,
        }
        for one in view.studies
    ]  # fmt: skip
    asked = view.asked
    return json.dumps(
        {
            "evsi": told, "of": asked.of, "kind": asked.kind, "noise": asked.noise,
            "shared": asked.shared if asked.kind == "asked" else None, "best_n": view.best.n,
            "times": asked.use.times, "evppi": view.certain.value, "evpi": view.whole.evpi,
            "draws": view.inputs.draws,
        },
        indent=1,
    )  # fmt: skip


def _named(view: PlannedStudies, one: Planned, voice: Voice) -> str:
    asked = view.asked
    noise = voice.stated(asked.noise) if asked.noise is not None else ""
    return voice.say(f"study-{asked.kind}", of=asked.of, n=voice.numerals.fixed(one.n), noise=noise)


def _shared(view: PlannedStudies, voice: Voice) -> Iterator[str]:
    """What is assumed of errors that people asked have in common."""
    if view.asked.kind == "asked":
        key = "study-shared" if view.asked.shared else "study-apart"
        yield voice.say(key, shared=voice.stated(view.asked.shared))


def _meaning(view: PlannedStudies, best: Planned, voice: Voice) -> str:
    certain = view.certain.shown
    share = voice.share(best.worth.shown, certain)
    return voice.say("study-means", of=view.asked.of, certain=voice.number(certain), share=share)


def _next(view: PlannedStudies, best: Planned, voice: Voice) -> str:
    left = voice.number(best.left)
    if best.worth.shown > 0 and not view.has_price:
        return voice.say("study-cost")
    return voice.say(
        "study-do" if best.left > 0 else "study-leave", n=voice.numerals.fixed(best.n), left=left
    )


def _table(view: PlannedStudies, voice: Voice) -> Iterator[str]:
    names = ["n", "worth", "se", "weighed", *(("cost", "left") if view.has_price else ())]
    rows = []
    for one in view.studies:
        found = [voice.number(value) for value in (one.worth.shown, one.worth.se, one.weighed.value)]
        money = [voice.stated(one.cost), voice.number(one.left)] if view.has_price else []
        rows.append([voice.numerals.fixed(one.n), *found, *money])
    return columns([voice.say(f"col-{name}") for name in names], rows, left=())
