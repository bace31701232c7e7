"""The sections of the memo about single launches: what each costs, line by line, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fram.decide.plan import MarketPlan
from fram.workspace.papers.account import GROUPS, Account, Cost, account_of
from fram.workspace.papers.printed.answers import lines_with, listed, market_in_text, market_name
from fram.workspace.papers.printed.letter.order import FEW
from fram.workspace.papers.printed.letter.tables import Listing
from fram.workspace.papers.printed.letter.writer import Letter
from fram.workspace.papers.printed.office import sentence

MOST_GO, MOST_HANGING = 3, 2
"""Markets to enter that are told; and those in play whose turning points are, where fewer are entered."""


def costs(letter: Letter) -> None:
    """Add what each launch costs: every line, and what each group comes to until the first sale.

    Where the launch sequence needs the room, the groups alone.
    """
    words = letter.words
    lines = lines_with(letter.record, "go")[:MOST_GO]
    if not lines:
        return
    accounts = [account_of(line, letter.record, words=words) for line in lines]
    names = [market_name(line, words=words) for line in lines]
    in_short = letter.record.sequence is not None
    letter.heading(words("section.costs" if in_short else "memo.costs"))
    if len(lines) == 1:
        found = _one(accounts[0], letter, lines[0])
    else:
        found = _several(accounts, letter, lines)
    letter.table(_groups(found) if in_short else found)
    how = [words("market.three"), words("account.costs-how")]
    letter.paragraph(" ".join([*how, *([words("memo.cost-lines")] if in_short else [])]), style="Memo small")
    for name, account in zip(names, accounts, strict=True):
        if account.idle:
            letter.paragraph(words("account.idle", kinds=account.idle), lead=f"{name}.", style="Memo small")


def _groups(found: Listing) -> Listing:
    """The same table without the lines of each group, nor the columns that only they fill."""
    rows = [found.rows[row] for row in found.strong]
    kept = [place for place in range(len(found.head)) if any(row[place] for row in rows)]
    return replace(
        found, head=[found.head[place] for place in kept], strong=(),
        rows=[[row[place] for place in kept] for row in rows], right=range(1, len(kept)),
        widths=[found.widths[place] for place in kept],
    )  # fmt: skip


def _one(account: Account, letter: Letter, line: MarketPlan) -> Listing:
    """One launch: each line with its amount and with what it comes to until the first sale."""
    words = letter.words
    rows: list[tuple[str, ...]] = []
    strong = []
    for group in account.groups:
        strong.append(len(rows))
        rows.append((group.name, "", "", group.before_sale))
        rows += [(cost.name, _when(cost), cost.amount, cost.before_sale) for cost in group.costs]
    head = [words(f"account.{key}") for key in ("cost", "when", "amount", "before-sale")]
    return Listing(
        head=head, rows=rows, strong=strong, widths=(4.0, 4.0, 4.3, 4.3), right=(2, 3),
        describe=words("memo.costs-describe", markets=market_in_text(line, words=words)),
    )  # fmt: skip


def _several(accounts: Sequence[Account], letter: Letter, lines: Sequence[MarketPlan]) -> Listing:
    """Launches side by side: what each line, and each group, comes to until the first sale."""
    words = letter.words
    names = [market_name(line, words=words) for line in lines]
    where = listed([line.result.market for line in lines], words=words)
    rows: list[tuple[str, ...]] = []
    strong = []
    groups = [{group.key: group for group in account.groups} for account in accounts]
    for key in (key for key in GROUPS if any(key in one for one in groups)):
        there = [one.get(key) for one in groups]
        name = next(group.name for group in there if group)
        strong.append(len(rows))
        rows.append((name, *(group.before_sale if group else "–" for group in there)))
        costs_of = [{cost.kind: cost for cost in group.costs} if group else {} for group in there]
        for kind in dict.fromkeys(kind for one in costs_of for kind in one):
            found = [one.get(kind) for one in costs_of]
            told = next(cost for cost in found if cost)
            amounts = (cost.before_sale if cost else "–" for cost in found)
            rows.append((f"{told.name} ({_when(told)})", *amounts))
    return Listing(
        head=(words("account.cost"), *(words("memo.until-sale", market=name) for name in names)), rows=rows,
        widths=(6.4, *[10.2 / len(names)] * len(names)), right=range(1, 1 + len(names)), strong=strong,
        describe=words("memo.costs-describe", markets=where),
    )  # fmt: skip


def _when(cost: Cost) -> str:
    return "; ".join(part for part in (cost.when, cost.shared) if part)


def hangs_on(letter: Letter) -> None:
    """Add what a wait costs each launch, and from which value of its strongest inputs on it pays."""
    words, record = letter.words, letter.record
    lines = _hanging(letter)
    if not lines:
        return
    letter.heading(words("memo.hangs-on"))
    accounts = [account_of(line, record, words=words) for line in lines]
    letter.points(
        [
            (f"{market_name(line, words=words)}:", sentence(account.delay))
            for line, account in zip(lines, accounts, strict=True)
        ]
    )
    rows = list(_turns(lines, accounts, letter))
    if rows:
        head = [words(key) for key in ("column.market", "deck.hangs-on", "account.believed", "account.pays")]
        letter.table(
            Listing(head=head, rows=rows, widths=(3.0, 5.2, 4.0, 4.4), describe=words("account.turns"))
        )
        letter.paragraph(words("account.turns-how"), style="Memo small")


def _hanging(letter: Letter) -> tuple[MarketPlan, ...]:
    """The markets told: the first alone where the launch sequence needs room, none where it needs more."""
    found = letter.record.sequence
    if found is None:
        return _in_play(letter)
    return _in_play(letter)[: 1 if len(found.launches) <= FEW else 0]


def _in_play(letter: Letter) -> tuple[MarketPlan, ...]:
    go = lines_with(letter.record, "go")[:MOST_GO]
    asked = lines_with(letter.record, "find-out")[: max(MOST_HANGING - len(go), 0)]
    return (*go, *asked)


def _turns(
    lines: Sequence[MarketPlan], accounts: Sequence[Account], letter: Letter
) -> Iterator[tuple[str, ...]]:
    for line, account in zip(lines, accounts, strict=True):
        for turn in account.turns:
            yield (market_name(line, words=letter.words), turn.name, turn.believed, turn.pays)
