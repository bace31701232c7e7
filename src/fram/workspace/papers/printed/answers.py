"""What slides and memo say alike: the verdict in a sentence, what is worth asking, what stays closed."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.asking import NextQuestion
from fram.decide.plan import MarketPlan
from fram.workspace.kept.runway import Path, RunwayKept
from fram.workspace.papers.access.corridor import corridor_section
from fram.workspace.papers.access.evidence import Door, EvidenceSection, evidence_section
from fram.workspace.papers.digest import Digest, some_names, warnings_of
from fram.workspace.papers.listing import Source, sources
from fram.workspace.papers.numerals import rounded
from fram.workspace.papers.phrases import in_unit, reopens_text
from fram.workspace.papers.printed.office import clean, sentence
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_QUESTIONS = 5
"""Questions that one table holds."""
SHUT = ("no", "unknown")
"""States of a door that is not open, the closed ones first."""


def lines_with(record: PlanRecord, verdict: str) -> tuple[MarketPlan, ...]:
    """Return the markets with a verdict, in the order of the ranking."""
    return tuple(line for line in record.plan.markets if line.stance.verdict == verdict)


def market_name(line: MarketPlan, *, words: Words) -> str:
    """Return what a market is called."""
    return clean(words.numerals.market(line.result.market), most=40)


def market_in_text(line: MarketPlan, *, words: Words) -> str:
    """Return what a market is called inside a sentence."""
    return clean(words.numerals.market_in_text(line.result.market), most=40)


def listed(markets: Sequence[str], *, words: Words, most: int = 3) -> str:
    """Return the names of markets as a sentence lists them: ``Germany, Sweden and Denmark``."""
    from babel.lists import format_list

    if len(markets) > most + 1:
        return some_names(markets, most=most, words=words, inside=True)
    locale = "en_GB" if words.lang == "en" else words.lang
    return str(format_list([words.numerals.market_in_text(code) for code in markets], locale=locale))


def verdict_sentence(record: PlanRecord, page: Digest, *, words: Words) -> str:
    """Return what to do now, in one sentence: where to enter, and where to ask first."""
    go = [line.result.market for line in lines_with(record, "go")]
    found = [market for entry in page.asks for market in entry.markets]
    told = {"go": listed(go, words=words), "ask": listed(found, words=words)}
    if go:
        return words("deck.board-go-ask", **told) if found else words("deck.board-go", go=told["go"])
    return words("deck.board-ask", ask=told["ask"]) if found else words("deck.board-none")


def warnings_told(line: MarketPlan, *, words: Words) -> str:
    """Return what must be known before trusting a market's figures, in one sentence, or nothing."""
    told = warnings_of(line, words=words)
    return sentence(f"{words('report.warning')}: {'; '.join(told)}") if told else ""


def twice_told(page: Digest, *, words: Words) -> str:
    """Return which risks may be counted twice, each named by its source, or that none is."""
    return " ".join(sentence(text) for text in page.twice or (words("rests.twice-none"),))


def worth_asking(record: PlanRecord) -> tuple[NextQuestion, ...]:
    """Return what is worth asking, best net worth first, as many as one table holds."""
    return record.plan.asking.questions[:MOST_QUESTIONS]


def shut_doors(found: EvidenceSection) -> list[Door]:
    """Return a market's doors that are closed, then those not known to be open."""
    return [door for state in SHUT for door in found.doors if door.state == state]


def proof_told(record: PlanRecord, market: str, *, words: Words) -> list[str]:
    """Return what is said of a market's price and evidence, then each shut door with what shuts it."""
    prices = corridor_section(record, market, words=words)
    evidence = evidence_section(record, market, words=words)
    told = list(prices.said) if prices else []
    if evidence:
        told += [evidence.said, *(door_told(door, words=words) for door in shut_doors(evidence))]
    return told


def door_told(door: Door, *, words: Words, most: int = 200) -> str:
    """Return a shut door with what stands in its way, and that it is not fully checked where it is not."""
    checked = f" ({words(f'confidence.{door.confidence}')})" if door.confidence != "read" else ""
    return words("memo.in-the-way", door=f"{door.name}{checked}", stands=clean(door.stands, most=most))


def price_band(record: PlanRecord, market: str, *, words: Words) -> str:
    """Return the prices that cover their costs and are worth it; why there are none; nothing if not kept."""
    if not record.prices:
        return ""
    kept = next((one for one in record.prices if one.market == market), None)
    if kept is None or kept.ceiling is None or kept.is_guessed:
        return words("deck.band-unknown")
    if kept.band is None:
        return words("deck.band-none", sure=words.numerals.chance(kept.sure))
    return in_unit([rounded(nok, 3) for nok in kept.band], "NOK", words=words)


def reopening(record: PlanRecord, *, words: Words, most: int) -> list[tuple[str, str]]:
    """Return closed markets by what would re-open them, best first; what is beyond ``most`` rows as one."""
    groups: dict[str, list[str]] = {}
    for line in lines_with(record, "not-now"):
        trigger = line.stance.trigger
        told = reopens_text(trigger, words=words) if trigger else words("trigger-none")
        groups.setdefault(sentence(told), []).append(market_name(line, words=words))
    rows = [(clean(", ".join(names), most=120), told) for told, names in groups.items()]
    beyond = sum(len(names) for names in list(groups.values())[most:])
    rest = [(words.count("deck.markets", beyond), words("deck.later-rest"))] if beyond else []
    return rows[:most] + rest


def sources_of(record: PlanRecord, lines: Sequence[MarketPlan], *, words: Words) -> tuple[Source, ...]:
    """Return the works that the inputs of some markets rest on, each once."""
    used = dict.fromkeys(key for line in lines for key in line.inputs.values())
    items = [record.plan.assumptions[key] for key in used]
    cites = [cite for item in items for cite in item.estimate.cites]
    cites += [reason.cite for item in items for reason in item.estimate.because if reason.cite]
    return sources(cites, words=words)


def path_told(path: Path, kept: RunwayKept, *, words: Words) -> str:
    """Return what is assumed where cash is followed to its end: which launches, and whether money comes."""
    return words(f"runway.path-{path}", markets=some_names(kept.markets, most=2, words=words, inside=True))
