"""What is known of buying: each market has its file, each record a source, each sentence both languages."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.access.buying.market import MarketBuying, Threshold
from fram.knowledge.access.buying import read_buying, read_committees, read_notices, read_pool
from fram.knowledge.access.codes import cpv_by_fact, shipped_cpv
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import ROOT, Shelf, load_yaml
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import MARKETS, market_code

SHELF = Shelf()
BUYING = read_buying(SHELF, MARKETS)
EEA = [market for market in MARKETS if "TED" in {portal.name for portal in BUYING[market].portals}]


def records(node: Any) -> Iterator[Any]:
    """Every record with a source, however deep."""
    if is_dataclass(node):
        if hasattr(node, "confidence") and getattr(node, "cite", None) is not None:
            yield node
        for part in fields(node):
            yield from records(getattr(node, part.name))
    elif isinstance(node, dict):
        for part in node.values():
            yield from records(part)
    elif isinstance(node, tuple | list):
        for part in node:
            yield from records(part)


def texts(node: Any) -> Iterator[dict[str, str]]:
    """Every text by language, however deep."""
    if isinstance(node, dict) and node and set(node) <= {"en", "nb"}:
        yield node
    elif is_dataclass(node):
        for part in fields(node):
            yield from texts(getattr(node, part.name))
    elif isinstance(node, dict | tuple | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from texts(part)


ALL = (BUYING, read_committees(SHELF), read_pool(SHELF), read_notices(SHELF))


def test_every_market_has_a_file_that_says_when_money_is_given() -> None:
    assert len(list(SHELF.files("[a-z][a-z]/procurement.yaml"))) == len(MARKETS) + 1
    assert all(BUYING[market].budget_year for market in MARKETS)
    starts = {market: year.month for market in MARKETS if (year := BUYING[market].budget_year)}
    assert {market: month for market, month in starts.items() if month != 1} == {
        "GB": 4, "CA": 4, "JP": 4, "SG": 4, "IN": 4, "AU": 7, "US": 10,
    }  # fmt: skip


def test_only_what_was_read_is_called_so() -> None:
    for record in records(ALL):
        assert record.cite.read or record.confidence is Confidence.UNCHECKED, record


def test_every_sentence_stands_in_both_languages() -> None:
    found = list(texts(ALL))
    assert len(found) > 200
    assert all(set(text) == {"en", "nb"} and all(text.values()) for text in found)
    assert all(not re.search(r"[{}]", " ".join(text.values())) for text in found)


def test_the_seventeen_share_europes_limits_and_the_others_do_not() -> None:
    assert len(EEA) == 17
    europe = {"works", "central", "sub-central", "light", "utilities", "utilities-light", "concessions"}
    for market in MARKETS:
        own = {threshold.id for threshold in BUYING[market].thresholds}
        assert (europe <= own) is (market in EEA), market


@pytest.mark.parametrize(("day", "value"), [(date(2025, 6, 1), 221_000), (date(2026, 6, 1), 216_000)])
def test_the_threshold_of_most_hospitals(day: date, value: float) -> None:
    [limit] = [one for one in BUYING["DE"].thresholds if one.id == "sub-central"]
    found = limit.limit.estimate(day)
    assert isinstance(found, Estimate)
    assert found.dist == Fixed(value=value)


def test_europes_limits_end_where_the_next_were_not_read() -> None:
    for market in EEA:
        europe = [one for one in BUYING[market].thresholds if one.scope == "european"]
        assert {one.until for one in europe} == {date(2028, 1, 1)}, market


@pytest.mark.parametrize("market", ["BR", "CN", "IN"])
def test_a_market_with_nothing_read_says_so(market: str) -> None:
    known = BUYING[market]
    assert known.gap
    assert not (known.thresholds)
    assert not (known.portals)
    assert not (known.buyers)
    assert not any(other.gap for code, other in BUYING.items() if code not in ("BR", "CN", "IN"))


def test_every_citation_of_these_files_is_used() -> None:
    """A source nobody leans on is a leftover."""
    paths = [*SHELF.files("[a-z][a-z]/**/*.yaml"), ROOT / "cycles.yaml", ROOT / "committees.yaml"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    used = set(re.findall(r"\b(?:cite|from|source|codes_cite): ([a-z0-9-]+)", text))
    for name in ("roads", "pathways", "gates", "procurement", "buying", "norway"):
        assert set(load_yaml(SHELF.root / "citations" / f"{name}.yaml")) <= used, name


def test_papers_and_answers_that_are_named_are_asked_for() -> None:
    registry = fact_registry()
    documents = [one for roles in read_committees(SHELF).values() for role in roles for one in role.bring]
    ready = registry["documents_ready"].vocabulary
    assert all(one.fact in registry for one in documents if one.fact)
    assert all(one.document in ready for one in documents if one.document)
    for one in cpv_by_fact():
        answers = registry[one.fact].vocabulary or {"yes", "no"}
        assert set(one.answers) <= set(answers), one


def test_codes_of_tenders_are_whole_and_know_what_is_above_them() -> None:
    codes = {code.code: code for code in shipped_cpv().codes}
    assert len(codes) == 405
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)
    monitors = codes["33195110"]
    assert monitors.under[-2:] == ("Patient-monitoring system", "Monitors")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('budget_year: {starts: "13-01", whose: {en: a, nb: b}, cite: own-estimate}', "no day of a year"),
        ("portals: [{name: A, cite: own-estimate, confidence: sure}]", "`sure` is no confidence"),
        ("buyers: [{kind: shop, names: [A], cite: own-estimate, confidence: unchecked}]", "`shop` is no"),
        ("rules: [{says: {en: a}, cite: own-estimate, confidence: unchecked}]", "en: …, nb: …"),
        ("thresholds: {a: {label: {en: a, nb: b}, scope: national, unit: EUR, values: []}}", "what follows"),
        (
            "thresholds: {a: {label: {en: a, nb: b}, scope: european, unit: EUR, until: 2026-01-01, "
            "values: [{start: 2026-01-01, value: 1, cite: own-estimate}]}}",
            "after its `until`",
        ),
        ("rules: [{says: {en: a, nb: b}, binds: [king], cite: own-estimate, confidence: read}]", "`king`"),
        ("cycles: {}", "unknown key `cycles`"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, says: str, tmp_path: Path) -> None:
    for name in ("citations", "units"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "cz").mkdir()
    (tmp_path / "cz" / "procurement.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=re.escape(says)):
        read_buying(Shelf(root=tmp_path), ["CZ"])


def test_a_part_of_the_pool_is_a_length_or_observations(tmp_path: Path) -> None:
    for name in ("citations", "units"):
        (tmp_path / name).symlink_to(ROOT / name)
    part = "id: a, what: {en: a, nb: b}, since: 2026-01-01"
    text = f"buyers: [hospital]\nchecked: 2026-01-01\nparts: [{{{part}}}]\n"
    (tmp_path / "cycles.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="`months` or `observations`"):
        read_pool(Shelf(root=tmp_path))


# --- against the table the facts came from ------------------------------------------------------------


@pytest.fixture(scope="module")
def rows(data_folder: Path) -> list[dict[str, str]]:
    path = data_folder / "domain" / "procurement.csv"
    if not path.exists():
        pytest.skip("the data folder has no such table")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of(rows: list[dict[str, str]], kind: str) -> list[tuple[str, dict[str, str]]]:
    """The rows of a kind, each with the market it speaks of (Europe's with that of Germany)."""
    found = ((row["country"], row) for row in rows if row["kind"] == kind)
    return [("DE" if code in ("EU", "EUROPE") else market_code(code), row) for code, row in found]


def simple(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower().translate(str.maketrans("øöåäæ", "ooaaa")))


def test_every_limit_of_the_table_is_there(rows: list[dict[str, str]]) -> None:
    for market, row in of(rows, "threshold"):
        values = {dated.number for limit in limits(market) for dated in limit.limit.values}
        assert float(row["value"]) in values, row


def limits(market: str) -> tuple[Threshold, ...]:
    return BUYING[market].thresholds


def test_every_portal_of_the_table_is_there(rows: list[dict[str, str]]) -> None:
    for market, row in of(rows, "portal"):
        told = simple(row["item"] + row["detail"])
        portals = BUYING[market].portals
        assert any(simple(p.name.split()[0]) in told or simple(host(p.url)) in told for p in portals), row


def host(url: str) -> str:
    return url.split("//")[-1] or "no address"


def test_every_buyer_of_the_table_is_there(rows: list[dict[str, str]]) -> None:
    generic = {"nhs", "hospital", "groups", "purchasing", "regional", "services", "hubs"}
    for market, row in of(rows, "buyer"):
        names = simple(" ".join(name["en"] for buyer in BUYING[market].buyers for name in buyer.names))
        words = [word for word in re.findall(r"[A-Z][\w.-]{2,}", row["item"]) if word.lower() not in generic]
        missing = [word for word in words if simple(word) not in names]
        # Names that stand for something else there: a category, a programme, a number of firms.
        assert set(missing) <= {"Procurement", "Faelles", "Udbud", "Abu", "Dhabi", "GPOs", "SCCL"}, row


def test_every_code_framework_and_observation_of_the_table_is_there(rows: list[dict[str, str]]) -> None:
    notices = read_notices(SHELF).codes
    for kind, family in (("procedure", "procedure"), ("framework", "framework"), ("buyer_type", "buyer")):
        listed = {row["item"] for _, row in of(rows, f"ted_{kind}_code")}
        assert listed == {code.code for code in notices[family]}
    observed = [one.days for market in BUYING.values() for one in market.observations]
    for market, row in of(rows, "cycle_observation"):
        if row["unit"].startswith("days"):
            assert float(row["value"]) in observed
        else:
            assert float(row["value"]) in months_of(BUYING[market])
    for market, row in of(rows, "framework"):
        assert 12 * float(row["value"]) in months_of(BUYING[market]), row


def months_of(buying: MarketBuying) -> set[float]:
    return {one.months for one in buying.frameworks}


def test_what_sellers_and_surveys_say_of_cycles_is_there(rows: list[dict[str, str]]) -> None:
    told = {one.what["en"]: (one.low, one.high) for one in BUYING["US"].experience}
    assert sorted(told.values()) == [(2.0, 3.0), (9.0, 9.0), (18.0, 18.0), (24.0, 24.0)]
    pool = (ROOT / "cycles.yaml").read_text(encoding="utf-8")
    shares = [row["value"] for _, row in of(rows, "cycle") if row["unit"] == "%"]
    assert shares == ["43", "8"]
    assert all(f"{share} %" in pool for share in shares)


def test_codes_of_tenders_carry_the_labels_of_the_table(data_folder: Path) -> None:
    path = data_folder / "domain" / "cpv_healthtech.csv"
    if not path.exists():
        pytest.skip("the data folder has no such table")
    with path.open(encoding="utf-8", newline="") as file:
        labels = {row["cpv"]: row["label_en"] for row in csv.DictReader(file)}
    shipped = {code.code: code.name for code in shipped_cpv().codes}
    shared = set(labels) & set(shipped)
    assert len(shared) >= 380
    assert {code: shipped[code] for code in shared} == {code: labels[code] for code in shared}
