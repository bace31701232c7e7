"""``fram access ask``: one question at a time until the class is settled; the answers go into the file."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from fram.cli.options import CompanyPath, Language, OnDay, Regime, day_of, language_of
from fram.terms.errors import EXIT_CODES, Refused

if TYPE_CHECKING:
    from fram.workspace.access.asking import Talk

Who = Annotated[
    str,
    typer.Option("--who", metavar="NAME", help="Who answers: written beside each.", show_default=False),
]
UNKNOWN, BACK, STOP = ("u",), ("b", "back", "tilbake"), ("q", "stop", "stopp")


def ask(file: CompanyPath, regime: Regime = "", on: OnDay = "", who: Who = "", lang: Language = "en") -> None:
    """Ask question by question until the class is settled, and write the answers into the company file."""
    from fram.workspace.access import asking, asking_text

    language = language_of(lang)
    talks = [asking.begin_talk(file, regime=regime, on=day_of(on))]
    typer.echo(asking_text.opening_text(talks[0], language))
    who = who or _who_answers(talks[0], language)
    trouble: BaseException | None = None
    try:
        _talk(talks, language)
    except (Exception, KeyboardInterrupt) as error:  # whatever happens, answers are not lost
        trouble = error
    _keep(talks[-1], who, language)
    if trouble and not isinstance(trouble, KeyboardInterrupt):
        raise trouble
    _close(talks[-1], language, is_named=bool(who.strip()))
    if trouble:
        raise typer.Exit(EXIT_CODES["interrupted"])


def _who_answers(talk: Talk, lang: str) -> str:
    """Ask a person at a terminal for the name to write beside the answers; Enter leaves it out."""
    from fram.workspace.access.phrases import say

    if talk.asking is None or not sys.stdin.isatty():
        return ""
    try:
        return input("\n" + say("ask", "who_answers", lang=lang)).strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _talk(talks: list[Talk], lang: str) -> None:
    """Ask until nothing is left, somebody stops, or the answers end; ``talks`` grows by each answer."""
    from fram.workspace.access import asking_text
    from fram.workspace.access.phrases import say

    if talks[-1].asking is None:
        typer.echo(say("ask", "already_settled", lang=lang))
    asked: Talk | None = None
    while talks[-1].asking is not None:
        if asked is not talks[-1]:  # after a wrong answer the question still stands on the screen
            typer.echo("\n" + asking_text.question_text(talks[-1], lang))
        asked = talks[-1]
        said = _line(talks[-1], lang)
        if said is None or said in STOP:
            return
        if said in BACK:
            if len(talks) == 1:
                typer.echo("   " + say("ask", "no_way_back", lang=lang))
            else:
                talks.pop()
        elif after := _answer(talks[-1], said, lang):
            talks.append(after)
            typer.echo("   " + asking_text.progress_text(talks[-2], after, lang=lang))


def _line(talk: Talk, lang: str) -> str | None:
    """Return what somebody types, telling more as often as asked; None where the answers end."""
    from fram.workspace.access import asking_text

    while True:
        try:
            said = input("   " + asking_text.prompt_text(talk, lang)).strip()
        except EOFError:
            typer.echo()
            return None
        if not sys.stdin.isatty():
            typer.echo(said)  # answers from a file or pipe are not seen otherwise
        if said != "?":
            return said
        typer.echo(asking_text.more_text(talk, lang))


def _answer(talk: Talk, said: str, lang: str) -> Talk | None:
    """Return the talk after an answer; None where it was refused and is asked again."""
    from fram.workspace.access import asking, asking_text

    assert talk.asking is not None
    is_asked = "=" not in said
    try:
        name, words = asking.volunteered(talk, said) or (talk.asking.fact, said)
        return asking.answered(talk, name, said="" if words in UNKNOWN else words)
    except Refused as error:
        # Without a terminal the next line was meant for another question.
        if not sys.stdin.isatty():
            raise
        told = asking_text.refusal_text(talk, error, is_listed=is_asked, lang=lang)
        typer.echo(f"   {told}", err=True)
        return None


def _keep(talk: Talk, who: str, lang: str) -> None:
    """Write the answers, or show them where they cannot be written."""
    from fram.workspace.access import asking
    from fram.workspace.access.phrases import say

    today = date.today()
    try:
        count = asking.keep(talk, who=who, said_on=today)
    except Refused:
        by_hand = asking.kept_lines(talk, who=who, said_on=today)
        typer.echo("\n".join([say("ask", "not_kept", lang=lang), *by_hand]))
        raise
    key = "kept_none" if not count else "kept_one" if count == 1 else "kept"
    typer.echo("\n" + say("ask", key, lang=lang, count=count, file=talk.path))


def _close(talk: Talk, lang: str, *, is_named: bool) -> None:
    from fram.workspace import access
    from fram.workspace.access import asking_text
    from fram.workspace.access.phrases import say

    if talk.answers and not is_named:
        typer.echo(say("ask", "nobody_named", lang=lang))
    typer.echo("\n" + access.verdict_text(talk.verdict, lang))
    typer.echo(asking_text.closing_text(talk, lang))
