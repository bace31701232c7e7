"""Write docs/knowledge/regimes out of the rule books and their cases: ``python -m tools.regime_pages``.

A chapter for each regime that is coded, its worked cases beside it, an index, and their places in
``mkdocs.yml``. A test holds pages and books together.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from fram.knowledge.access.disputes import Dispute, read_disputes
from fram.knowledge.access.published import ENOUGH, is_screening, published_examples
from fram.knowledge.access.screening import screened_regimes, screening_of
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import BOOKS, rule_book
from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.book import Reform, RuleBook
from fram.rules.rule import Rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence
from fram.terms.jurisdiction import REGIMES
from fram.workspace.access.cases import Case, public_cases

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "knowledge" / "regimes"
SITE = ROOT / "mkdocs.yml"
NAV = "      - Regimes:\n"
MADE = "<!-- Made by `.venv/bin/python -m tools.regime_pages` from {home}: change that. -->"
OUR_READING = (
    "*Origin* is where the class was published, or the place in the law that the case is built on. The\n"
    "words are ours, and some products are invented. *From*: a *regulator* (product and class are both\n"
    "published), the *text* (our product, made from the law), or *other*. Where the last column says *no*,\n"
    "the fact pattern is our reading, not reviewed by a second person."
)
SCREENING = (
    "**Screening.** A regulator published {count} of the worked cases; {enough} are needed. Verdicts of\n"
    "these rules are a first look and do not narrow the time in a plan.\n"
)
SCREENED = "fram/knowledge/{code}/regulation/{code}"
NO_RULES = (
    "**Screening page.** No rules are coded for this market. This is what to know before asking there; it\n"
    "gives no class and narrows no plan. `fram access classify` adds time and fees by class."
)
CASES_A_PAGE = 420
RULE_COLUMNS = (
    "| rule | class | in our words | where it stands | kind | read | holds |",
    "|---|---|---|---|---|---|---|",
)
CASE_COLUMNS = (
    "| case | what | class | rule | origin | from | day | reviewed |",
    "|---|---|---|---|---|---|---|---|",
)
INDEX = """\
# Device regimes as rules

<!-- Made by `.venv/bin/python -m tools.regime_pages` from the rule books: change those. -->

A chapter for each regime whose rules are coded: every rule in our own words with the place where it stands,
the questions it reads, and the worked cases it must reproduce. `fram access check` compares rules and cases.

| regime | what | edition | from | rules | not read in full | worked cases | published by a regulator |
|---|---|---|---|---|---|---|---|
{rows}

{without}

## How to read a chapter

- **Class** is what follows when the rule applies. Where several apply, the strictest counts.
- **Kind**: *law* binds. *Guidance* says how authorities read the law. *Practice* is merely done.
- **Read**: `read` means that somebody read the place named; `partly-read` and `unchecked` mean less, and a
  verdict that rests on such a rule says so.
- **Screening**: of the worked cases, fewer than ten have product and class from a regulator or another
  official body. The rules are then a first look: every verdict says so, and it narrows no plan. A regime
  that takes over another's rules counts the cases of both.
- **Holds** is the first day, and the day it ended where it has: a product may have two classes on two days.
- Nothing is copied: the words are ours, and the source decides. No verdict is legal advice.
"""


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    found = {"README.md": _index()}
    for regime in BOOKS:
        found[f"{regime}.md"] = _chapter(regime)
        found |= {name: _case_page(regime, cases) for name, cases in _case_pages(regime).items()}
    return found | {f"{regime}.md": _screening_page(regime) for regime in screened_regimes()}


def site(text: str) -> str:
    """Return the list of pages of the site with the chapters at their place."""
    names = sorted(pages(), key=lambda name: (name != "README.md", name))
    lines = [f"          - {_entry(name)}\n" for name in names]
    return re.sub(rf"^{NAV}(?: {{10}}- .+\n)+", "".join([NAV, *lines]), text, flags=re.MULTILINE)


def _entry(name: str) -> str:
    path = f"knowledge/regimes/{name}"
    if name == "README.md":
        return path
    regime, is_cases, number = name.removesuffix(".md").partition("-cases")
    return f"{'Cases of ' if is_cases else ''}{regime}{number.replace('-', ', ')}: {path}"


def _index() -> str:
    rows = []
    for regime in BOOKS:
        rules = [rule for book in _books(regime) for rule in book.every_rule]
        unread = sum(rule.confidence is not Confidence.READ for rule in rules)
        first, count = _books(regime)[0], len(_cases(regime))
        cases = f"[{count}]({regime}-cases.md)" if count else "none"
        since = min(book.since for book in _books(regime)).isoformat()
        counted = f"{published_examples(regime)}{', screening' if is_screening(regime) else ''}"
        named = (f"[{regime}]({regime}.md)", _name(regime), _edition(first), since)
        rows.append(_row(*named, len(rules), unread, cases, counted))
    linked = {regime: f"[{regime}]({regime}.md)" for regime in screened_regimes()}
    missing = ", ".join(linked.get(regime, regime) for regime in REGIMES if regime not in BOOKS)
    without = f"No rules yet, a screening page instead: {missing}." if missing else ""
    return INDEX.format(rows="\n".join(rows), without=without)


def _chapter(regime: str) -> str:
    books = _books(regime)
    mark = [SCREENING.format(count=published_examples(regime), enough=ENOUGH)] if is_screening(regime) else []
    disputes = [one for one in read_disputes(Shelf()).values() if one.regime == regime]
    apart = [cite for one in disputes for cite in (one.cite, one.source)]
    cited = _Sources("S", [*(c for book in books for c in _citations(regime, book)), *apart])
    parts = [f"# {_name(regime)}\n", f"{MADE.format(home=_home(regime))}\n", *mark]
    for number, book in enumerate(books):
        titled = "" if number == 0 else "Tests on samples: "
        parts += _part(book, cited, titled=titled)
    if reforms := _reforms(regime):
        parts += _reform_lines(reforms, cited)
    if disputes:
        parts += _dispute_lines(disputes, cited)
    parts += ["## Sources\n", cited.table()]
    if cases := _cases(regime):
        parts += [
            "## Worked cases\n",
            f"[{len(cases)} cases]({regime}-cases.md) that the rules must reproduce.\n",
        ]
    return "\n".join(parts)


def _part(book: RuleBook, cited: _Sources, *, titled: str) -> list[str]:
    parts = [_opening(book, titled)]
    for title, lead, rules in (
        ("Does the law see it", f"A rule that fires here takes the product out: `{book.out}`.", book.outside),
        ("Rules", f"Outcomes from mildest to strictest: {', '.join(book.order)}.", book.rules),
        ("Marks", "Duties that come with the product beside its class.", book.marks),
        (
            "Reading aids",
            "Published tables and lists that help to read a rule. They never decide.",
            book.aids,
        ),
    ):
        if rules:
            rows = [_rule_row(rule, cited) for rule in rules]
            parts += [f"## {_heading(titled, title)}\n\n{lead}\n", *RULE_COLUMNS, *rows, ""]
    return [*parts, *_questions(book, titled)]


def _opening(book: RuleBook, titled: str) -> str:
    kinds = {force: sum(rule.force is force for rule in book.every_rule) for force in Force}
    counted = ", ".join(f"{count} of {force.value}" for force, count in kinds.items() if count)
    unread = sum(rule.confidence is not Confidence.READ for rule in book.every_rule)
    lines = [
        f"## {_heading(titled, 'What the book holds')}\n",
        textwrap.fill(f"{book.covers.strip().rstrip('.')}.", 118) + "\n",
        f"- Edition: {_edition(book)}. It decides from {book.since.isoformat()}.",
        f"- Rules: {len(book.every_rule)} ({counted}); {unread or 'none'} that nobody read in full.",
    ]
    if book.assumes:
        told = ", ".join(f"`{fact}` = {value}" for fact, value in sorted(book.assumes.items()))
        silent = f"- What a worked case means where it is silent: {told}; all else no or none."
        lines.append(textwrap.fill(silent, 118, subsequent_indent="  ", break_on_hyphens=False))
    return "\n".join([*lines, ""])


def _rule_row(rule: Rule, cited: _Sources) -> str:
    where = "; read with ".join(cited.place(cite) for cite in (rule.cite, *rule.guides))
    holds = f"from {rule.holds.start.isoformat()}"
    if rule.holds.end:
        holds = f"{rule.holds.start.isoformat()} until {rule.holds.end.isoformat()}"
    cells = (rule.id, rule.outcome, rule.says, where, rule.force.value, rule.confidence.value, holds)
    return _row(f"`{cells[0]}`", *cells[1:])


def _reform_lines(reforms: Iterable[Reform], cited: _Sources) -> list[str]:
    rows = [_row(f"`{r.id}`", r.says, cited.place(r.cite), r.confidence.value) for r in reforms]
    lead = "Not law. Off unless somebody asks what it would change."
    return [
        f"## Proposals\n\n{lead}\n",
        "| proposal | in our words | source | read |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _dispute_lines(disputes: Iterable[Dispute], cited: _Sources) -> list[str]:
    rows = [
        _row(f"`{one.id}`", one.what["en"], one.says, cited.place(one.source), one.gives, one.why["en"],
             cited.place(one.cite))
        for one in disputes
    ]  # fmt: skip
    lead = "Cases others publish that these rules do not follow. `fram access check` counts them apart."
    head = ("| case | what | class there | source | class here | why | where it stands |", f"|{'---|' * 7}")
    return [f"## Disputed cases\n\n{lead}\n", *head, *rows, ""]


def _questions(book: RuleBook, titled: str) -> list[str]:
    registry = fact_registry()
    rows = [
        _row(f"`{name}`", registry.facts[name].question.en, ", ".join(answers))
        for name, answers in book.vocabulary.items()
    ]
    lead = f"{len(rows)} facts, in the order a person is asked; a verdict seldom needs more than a few."
    head = ("| fact | question | answers |", "|---|---|---|")
    return [f"## {_heading(titled, 'Questions it reads')}\n\n{lead}\n", *head, *rows, ""]


def _case_pages(regime: str) -> dict[str, tuple[Case, ...]]:
    """Return the cases of each page by its name: most regimes have one page."""
    cases = _cases(regime)
    parts = [cases[at : at + CASES_A_PAGE] for at in range(0, len(cases), CASES_A_PAGE)]
    return {f"{regime}-cases{f'-{at}' if at > 1 else ''}.md": part for at, part in enumerate(parts, start=1)}


def _case_page(regime: str, cases: tuple[Case, ...]) -> str:
    cited = _Sources("C", (case.source for case in cases if case.source))
    lead = (
        f"{len(cases)} cases, each with the class that [the rules]({regime}.md) must give.\n"
        "What a case does not say means no or none. `X+` means class X or above."
    )
    rows = [_case_row(case, cited) for case in cases]
    parts = [f"# Worked cases: {_name(regime)}", "", MADE.format(home=f"{_home(regime)}/cases"), ""]
    parts += [f"{lead}\n", f"{OUR_READING}\n", *CASE_COLUMNS, *rows, "", "## Sources\n", cited.table()]
    return "\n".join(parts)


def _case_row(case: Case, cited: _Sources) -> str:
    origin = cited.place(case.source) if case.source else ""
    day, reviewed = case.on.isoformat() if case.on else "any", "yes" if case.is_reviewed else "no"
    return _row(f"`{case.id}`", case.what, case.expected, case.rule, origin, case.origin, day, reviewed)


def _screening_page(regime: str) -> str:
    page, road = screening_of(regime), _road(regime)
    cited = _Sources("S", (point.cite for point in page.points))
    points = [
        _row(
            point.topic.replace("-", " "), point.says["en"], cited.place(point.cite), point.confidence.value,
            point.checked.isoformat(),
        )
        for point in page.points
    ]  # fmt: skip
    classes = [_row(one.name, one.says["en"]) for one in (*page.classes, *page.of_tests)]
    return "\n".join([
        f"# {road['name']['en']}\n", f"{MADE.format(home=f'src/{SCREENED.format(code=regime)}')}\n",
        f"{NO_RULES}\n", "## Classes\n", "| class | what |", "|---|---|", *classes, "",
        "## What holds there\n", "| what | in our words | source | read | checked |", "|---|---|---|---|---|",
        *points, "", "## Whom to ask what next\n", *(f"- {text['en']}" for text in page.ask), "",
        "## Sources\n", cited.table(),
    ])  # fmt: skip


def _road(regime: str) -> dict[str, Any]:
    """Return the road of a regime without rules; its code is that of the market."""
    path = ROOT / "src" / SCREENED.format(code=regime) / "road.yaml"
    return dict(load_yaml(path))


class _Sources:
    """Every source once, under a short sign: rules and cases then name the sign and the place."""

    def __init__(self, sign: str, citations: Iterable[Citation]) -> None:
        self.signs: dict[tuple[str, str], str] = {}
        self.first: list[Citation] = []
        for cite in citations:
            key = (cite.title, cite.edition)
            if key not in self.signs:
                self.first.append(cite)
                self.signs[key] = f"{sign}{len(self.first)}"

    def place(self, cite: Citation) -> str:
        """Return the sign of a source and the place in it."""
        return " ".join(part for part in (self.signs[cite.title, cite.edition], cite.place) if part)

    def table(self) -> str:
        """Return the sources with publisher and the day somebody read them."""
        rows = [self._source(cite) for cite in self.first]
        return "\n".join(
            ["| sign | source | edition | publisher | read |", "|---|---|---|---|---|", *rows, ""]
        )

    def _source(self, cite: Citation) -> str:
        linked = f"[{cite.title}]({cite.url})" if cite.url else cite.title
        read = cite.read.isoformat() if cite.read else "not read"
        return _row(self.signs[cite.title, cite.edition], linked, cite.edition, cite.publisher, read)


def _citations(regime: str, book: RuleBook) -> Iterable[Citation]:
    for rule in book.every_rule:
        yield from (rule.cite, *rule.guides)
    yield from (reform.cite for reform in _reforms(regime))


@cache
def _books(regime: str) -> tuple[RuleBook, ...]:
    """Return the parts of a regime's book; the second, where there is one, is for tests on samples."""
    return tuple(rule_book(regime, is_ivd=at > 0) for at, _ in enumerate(BOOKS[regime]))


def _reforms(regime: str) -> Sequence[Reform]:
    return tuple(getattr(import_module(BOOKS[regime][0]), "REFORMS", {}).values())


@cache
def _cases(regime: str) -> tuple[Case, ...]:
    return tuple(case for case in public_cases() if case.regime == regime)


def _home(regime: str) -> str:
    package = BOOKS[regime][0].rpartition(".")[0]
    return f"src/{package.replace('.', '/')}"


def _name(regime: str) -> str:
    """Return the regime's name from its road; where it has none, the title of its law."""
    road = ROOT / _home(regime) / "road.yaml"
    return str(load_yaml(road)["name"]["en"]) if road.exists() else _books(regime)[0].rules[0].cite.title


def _edition(book: RuleBook) -> str:
    """Return the book's version without the hash over all knowledge, which changes with every file."""
    return book.version.split(", knowledge ")[0]


def _heading(titled: str, text: str) -> str:
    return f"{titled}{text[0].lower()}{text[1:]}" if titled else text


def _row(*cells: object) -> str:
    """Return one row of a table; what would end a cell or begin a tag is written out."""
    texts = (" ".join(str(cell).split()).replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return f"| {' | '.join(texts)} |"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for stale in set(FOLDER.glob("*.md")) - {FOLDER / name for name in pages()}:
        stale.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    SITE.write_text(site(SITE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {len(pages())} pages of {FOLDER.relative_to(ROOT)}")
