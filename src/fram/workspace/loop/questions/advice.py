"""What to do next: the guide for the first question, and how its answer is noted."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.asking import NextQuestion
from fram.terms.errors import Refused
from fram.workspace.growth import guide
from fram.workspace.loop.questions.telling import Teller
from fram.workspace.loop.questions.view import AskView
from fram.workspace.papers.flags import Lacking
from fram.workspace.papers.telling.typed import TypedFile

FORMS = {
    "interview": '--interview "LOW,MIDDLE,HIGH; …"',
    "quote": '--quote "LEAST,LIKELY,MOST"',
    "survey": '--survey "yes=COUNT,of=COUNT"',
    "pilot": "--value X --within Y --kind pilot",
    "desk": "--value X --within Y --kind desk",
    "own-records": "--value X --within Y --kind desk",
}
"""How an answer is typed, by method."""
TALKED = ("interview", "quote", "survey")
"""Methods for which a guide with questions to people helps."""


def next_steps(view: AskView, tell: Teller, *, file: TypedFile) -> Iterator[str]:
    """Yield the next step: ask the first question, note its answer; or what to do where none is worth it."""
    asking = view.asking
    if not asking.questions:
        nothing = instead(view.lacks, view.first, lang=tell.lang, file=file)
        yield tell.say("n-none", **file.commands) if asking.today else nothing
        return
    first = asking.questions[0]
    yield _ask(first, tell)
    yield tell.say("n-note", command=note_command(first, file))


def instead(lacks: Lacking, market: str, *, lang: str, file: TypedFile) -> str:
    """Return what to do where no market pays and nothing is worth asking; ``market``: the first one."""
    tell = Teller.of(lang)
    return tell.say(f"n-lacks-{lacks}", market=tell.places((market,)), **file.commands)


def _ask(first: NextQuestion, tell: Teller) -> str:
    what, whom = tell.things(first.names, inside=True), tell.whom(first)
    name = first.names[0]
    if first.method not in TALKED or not _has_guide(name):
        return tell.say("n-ask", what=what, whom=whom)
    return tell.say("n-guide", what=what, whom=whom, command=f"fram growth guide {name}")


def _has_guide(name: str) -> bool:
    try:
        guide(name)
    except Refused:
        return False
    return True


def note_command(one: NextQuestion, file: TypedFile) -> str:
    """Return the command with which the answer about a question's first input is noted."""
    place = one.market or (one.markets[0] if one.regime else "")
    about = f"{one.names[0]}@{place}" if place else one.names[0]
    find = file.command("decide find")
    return f"{find} --input {about} {FORMS[one.method]} --who {one.role} --save"
