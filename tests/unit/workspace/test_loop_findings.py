"""The loop from a finding to the plan: what it changes, by how much, and without a trace once taken back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.decide.model.case import Setting
from fram.decide.model.sampling import quantile
from fram.terms.citation import Confidence
from fram.terms.dist import Beta, Dist, Lognormal
from fram.terms.estimate import Estimate, Origin
from fram.workspace.company import read_company
from fram.workspace.decide import plan, plan_json
from fram.workspace.kept.findings import FindingKept
from fram.workspace.loop.findings import findings_kept
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import Weighed, weigh

DAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[3] / "examples" / "nordlys-vital.toml"
MARKETS = ("GB", "DE", "FR")
Z90 = 1.2815515655446004
FIRM = """
[company]
name = "Prøve AS"
cash_nok = 14_000_000
monthly_burn_nok = 1_000_000

[product]
name = "Pust"
kind = "device"
settings = ["ward"]
payer = "hospital"
unit_of_sale = "ward"
channel = "distributor"

[product.price]
model = "subscription"
amount = 9_000
discount_to_channel = 0.3
"""


def entry(name: str, numbers: str, *, market: str = "", kind: str = "survey", more: str = "") -> str:
    where = f'market = "{market}"\n' if market else ""
    return f'\n[[finding]]\ninput = "{name}"\n{where}kind = "{kind}"\non = 2026-11-20\n{numbers}\n{more}\n'


def weighed(folder: Path, *found: str, markets: tuple[str, ...] = MARKETS, more: str = "") -> Weighed:
    path = folder / "company.toml"
    path.write_text(FIRM + more + "".join(found), encoding="utf-8")
    return weigh(read_company(path, on=DAY), markets=markets, on=DAY, rates=Rates(DAY))


def setting(ground: Weighed, market: str) -> Setting:
    return next(one for one in ground.weighing.settings if one.market == market)


def estimate(ground: Weighed, market: str, name: str) -> Estimate:
    known = setting(ground, market).known[name]
    assert isinstance(known, Estimate)
    return known


def dist(ground: Weighed, market: str, name: str) -> Dist:
    return estimate(ground, market, name).dist


def middle(found: Dist) -> float:
    return float(quantile(found, 0.5)[0])


class TestByHand:
    """A default belief that is conjugate is moved by what a pocket calculator says."""

    def test_cases_add_to_a_beta(self, tmp_path: Path) -> None:
        """The default of win_share is Beta(3, 6); 14 of 40 make it Beta(3 + 14, 6 + 26)."""
        ground = weighed(tmp_path, entry("win_share", "yes = 14\nof = 40", market="GB"))
        assert dist(ground, "GB", "win_share") == Beta(a=17, b=32)
        assert setting(ground, "DE").known.get("win_share") != estimate(ground, "GB", "win_share")

    def test_half_sure_counts_half(self, tmp_path: Path) -> None:
        ground = weighed(
            tmp_path, entry("win_share", "yes = 14\nof = 40", market="GB", more='sure = "medium"')
        )
        assert dist(ground, "GB", "win_share") == Beta(a=10, b=19)

    def test_people_asked_err_alike(self, tmp_path: Path) -> None:
        """Ten interviewed count as 10 / (1 + 9 × 0.3) = 2.703: four of them with yes add 1.081."""
        ground = weighed(tmp_path, entry("win_share", "yes = 4\nof = 10", market="GB", kind="interview"))
        found = dist(ground, "GB", "win_share")
        assert isinstance(found, Beta)
        assert found.a == pytest.approx(3 + 4 / 3.7, rel=1e-12)
        assert found.b == pytest.approx(6 + 6 / 3.7, rel=1e-12)

    def test_a_range_on_a_lognormal(self, tmp_path: Path) -> None:
        """Precision of logs: localisation is 400,000 ÷× 2.5; told 150,000, 300,000, 600,000 (÷× 2)."""
        ground = weighed(
            tmp_path, entry("localisation", "said = [[150_000, 300_000, 600_000]]", kind="quote")
        )
        prior, told = (Z90 / math.log(2.5)) ** 2, (Z90 / math.log(2)) ** 2
        median = math.exp((prior * math.log(400_000) + told * math.log(300_000)) / (prior + told))
        found = ground.weighing.sold.known["localisation"].dist
        assert isinstance(found, Lognormal)
        assert found.median == pytest.approx(median, rel=1e-9)
        assert found.factor == pytest.approx(math.exp(Z90 / math.sqrt(prior + told)), rel=1e-9)

    def test_the_company_s_own_belief_is_the_one_that_is_moved(self, tmp_path: Path) -> None:
        """Told 400,000 ÷× 2 and found the same again: the spread is that of two, 2 to the root of a half."""
        told = '\n[[expected]]\ninput = "localisation"\np10 = 200_000\np50 = 400_000\np90 = 800_000\n'
        found = entry("localisation", "said = [[200_000, 400_000, 800_000]]", kind="quote")
        known = weighed(tmp_path, found, more=told).weighing.sold.known["localisation"].dist
        least = float(quantile(known, 0.1)[0])
        assert middle(known) == pytest.approx(400_000, rel=5e-3)
        assert least == pytest.approx(400_000 / 2 ** math.sqrt(0.5), rel=5e-3)


class TestWhose:
    """Which estimates a finding speaks of."""

    NINE = "low = 7\ntypical = 9\nhigh = 12"

    def test_one_market_alone(self, tmp_path: Path) -> None:
        before, after = weighed(tmp_path), weighed(tmp_path, entry("sales_cycle", self.NINE, market="GB"))
        assert dist(after, "GB", "sales_cycle") != dist(before, "GB", "sales_cycle")
        assert setting(after, "DE") == setting(before, "DE")
        assert setting(after, "FR") == setting(before, "FR")

    def test_every_market_without_one(self, tmp_path: Path) -> None:
        before, after = weighed(tmp_path), weighed(tmp_path, entry("sales_cycle", self.NINE))
        for market in MARKETS:
            assert dist(after, market, "sales_cycle") != dist(before, market, "sales_cycle")
            assert setting(after, market).owners == setting(before, market).owners

    @pytest.mark.parametrize("markets", [MARKETS, ("FR", "GB")])
    def test_a_regime_through_any_of_its_markets(self, tmp_path: Path, markets: tuple[str, ...]) -> None:
        found = entry("approval_months", self.NINE, market="DE", kind="quote")
        before, after = weighed(tmp_path, markets=markets), weighed(tmp_path, found, markets=markets)
        assert dist(after, "FR", "approval_months") != dist(before, "FR", "approval_months")
        assert dist(after, "GB", "approval_months") == dist(before, "GB", "approval_months")
        assert {dist(after, m, "approval_months") for m in markets if m != "GB"} == {
            dist(after, "FR", "approval_months")
        }
        ids = {c.market: c.inputs["approval_months"].id for c in after.weighing.cases()}
        assert ids["FR"] == next(
            c.inputs["approval_months"].id for c in before.weighing.cases() if c.market == "FR"
        )

    def test_a_market_with_a_figure_of_its_own_stands_apart(self, tmp_path: Path) -> None:
        own = '\n[[expected]]\ninput = "approval_months"\nmarket = "DE"\nlow = 3\ntypical = 6\nhigh = 9\n'
        before = weighed(tmp_path, more=own)
        german = weighed(tmp_path, entry("approval_months", self.NINE, market="DE"), more=own)
        french = weighed(tmp_path, entry("approval_months", self.NINE, market="FR"), more=own)
        assert dist(german, "DE", "approval_months") != dist(before, "DE", "approval_months")
        assert dist(german, "FR", "approval_months") == dist(before, "FR", "approval_months")
        assert dist(french, "DE", "approval_months") == dist(before, "DE", "approval_months")
        assert dist(french, "FR", "approval_months") != dist(before, "FR", "approval_months")

    def test_what_was_shared_is_the_market_s_own_from_then_on(self, tmp_path: Path) -> None:
        found = entry("channel_margin", "low = 0.3\ntypical = 0.35\nhigh = 0.4", market="DE", kind="quote")
        ground = weighed(tmp_path, found)
        assert setting(ground, "DE").owners["channel_margin"] == "de"
        assert setting(ground, "FR").owners["channel_margin"] == "product"

    def test_a_certainty_is_not_moved(self, tmp_path: Path) -> None:
        """No saving is stated: the plan has none, and a finding does not put one in by the back door."""
        before = weighed(tmp_path)
        after = weighed(tmp_path, entry("saving", "low = 100\ntypical = 200\nhigh = 300", kind="quote"))
        assert after.weighing == before.weighing
        assert [one.state for one in findings_kept(after)] == ["certain"]

    def test_a_market_that_is_not_weighed_is_said(self, tmp_path: Path) -> None:
        ground = weighed(tmp_path, entry("sales_cycle", self.NINE, market="JP"))
        assert ground.weighing == weighed(tmp_path).weighing
        assert [one.state for one in findings_kept(ground)] == ["elsewhere"]


class TestTold:
    """A moved estimate says what moved it, and keeps where it came from."""

    def test_sources_and_reasons_are_added(self, tmp_path: Path) -> None:
        more = 'who = "NHS procurement leads"\nsource = "Notes of 20 November"'
        found = entry("sales_cycle", "said = [[12, 14, 18]]", market="GB", kind="interview", more=more)
        before = estimate(weighed(tmp_path), "GB", "sales_cycle")
        after = estimate(weighed(tmp_path, found), "GB", "sales_cycle")
        # One person's word narrows the belief by less than half: the number rests where it did.
        assert (after.origin, after.confidence) == (before.origin, before.confidence)
        assert after.cites[:-1] == before.cites
        assert (after.cites[-1].title, after.cites[-1].read) == ("Notes of 20 November", date(2026, 11, 20))
        assert after.because[:-1] == before.because
        reason = dict(after.because[-1].values)
        assert after.because[-1].key == "found-out-from"
        assert (reason["how"], reason["who"], reason["day"]) == (
            "interview",
            "NHS procurement leads",
            "2026-11-20",
        )
        low, high = quantile(before.dist, [0.1, 0.9])  # type: ignore[arg-type]
        assert float(reason["before_low"]) == pytest.approx(float(low), rel=1e-9)
        assert float(reason["before_high"]) == pytest.approx(float(high), rel=1e-9)

    def test_what_outweighs_the_belief_is_the_company_s_own_ground(self, tmp_path: Path) -> None:
        found = entry("win_share", "yes = 140\nof = 400", market="GB", kind="survey")
        after = estimate(weighed(tmp_path, found), "GB", "win_share")
        assert (after.origin, after.confidence) == (Origin.COMPANY, Confidence.READ)

    def test_each_is_kept_with_its_before_and_after(self, tmp_path: Path) -> None:
        ground = weighed(
            tmp_path, entry("win_share", "yes = 14\nof = 40", market="GB"),
            entry("win_share", "yes = 11\nof = 40", market="GB"),
            entry("win_share", "yes = 9\nof = 9", market="GB", more="withdrawn = true"),
        )  # fmt: skip
        one, two, gone = findings_kept(ground)
        assert [kept.number for kept in (one, two, gone)] == [1, 2, 3]
        # Both are of the same day: which is told first is settled by what they say, not by the file.
        first, second = sorted((one, two), key=lambda kept: kept.before != _points(Beta(a=3, b=6)))
        assert first.before == _points(Beta(a=3, b=6))
        assert second.before == first.after
        assert second.after == _points(Beta(a=28, b=61))
        assert (gone.withdrawn, gone.after) == (True, None)
        assert dist(ground, "GB", "win_share") == Beta(a=28, b=61)

    def test_findings_that_contradict_each_other_count_for_less(self, tmp_path: Path) -> None:
        """14 of 40 and 1 of 40: (ln(14.5 / 26.5) - ln(1.5 / 39.5))² beyond what both errors explain."""
        ground = weighed(
            tmp_path, entry("win_share", "yes = 14\nof = 40", market="GB"),
            entry("win_share", "yes = 1\nof = 40", market="GB"),
        )  # fmt: skip
        one, two = 1 / 14.5 + 1 / 26.5, 1 / 1.5 + 1 / 39.5
        apart = (math.log(14.5 / 26.5) - math.log(1.5 / 39.5)) ** 2
        between = (apart - one - two) / 2
        first, second = one / (one + between), two / (two + between)
        after = dist(ground, "GB", "win_share")
        assert isinstance(after, Beta)
        assert (after.a, after.b) == pytest.approx(
            (3 + 14 * first + second, 6 + 26 * first + 39 * second), rel=1e-9
        )

    def test_a_contradiction_is_flagged_and_still_counted(self, tmp_path: Path) -> None:
        """Under Beta(3, 6) all of 40 with yes is far out; 14 of 40 is not."""
        (far,) = findings_kept(weighed(tmp_path, entry("win_share", "yes = 40\nof = 40", market="GB")))
        (near,) = findings_kept(weighed(tmp_path, entry("win_share", "yes = 14\nof = 40", market="GB")))
        assert far.contradicts
        assert far.one_in is not None
        assert far.one_in > 20
        assert not near.contradicts
        assert far.after is not None
        assert far.before is not None
        assert far.after.p50 > far.before.p50

    def test_markets_that_move_alike_stand_once(self, tmp_path: Path) -> None:
        ground = weighed(tmp_path, entry("rivals_now", "value = 6\nwithin = 1", kind="desk"))
        (kept,) = findings_kept(ground)
        assert kept.places == MARKETS


def _points(belief: Dist) -> Any:
    from fram.decide.beliefs import shown
    from fram.decide.rank import Range

    at = shown(belief)
    return Range(p10=at.p10, p50=at.p50, p90=at.p90)


# --- on the example, through the plan ---------------------------------------------------------------


def example(folder: Path, *found: str) -> Path:
    path = folder / "nordlys.toml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8") + "".join(found), encoding="utf-8")
    return path


def planned(path: Path) -> dict[str, Any]:
    """The plan on few draws, without the hash of its file."""
    made = json.loads(plan_json(plan(path, markets=MARKETS, draws=2_000, seed=1, on=DAY)))
    assert made.pop("input_hash")
    return dict(made)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return planned(example(tmp_path_factory.mktemp("base")))


def lines(made: Mapping[str, Any]) -> dict[str, Any]:
    return {line["result"]["market"]: line for line in made["plan"]["markets"]}


def test_slow_tenders_cost_the_market_they_are_in_and_no_other(tmp_path: Path, base: dict[str, Any]) -> None:
    found = entry("sales_cycle", "said = [[12, 14, 18], [9, 11, 15]]", market="GB", kind="interview")
    before, after = lines(base), lines(planned(example(tmp_path, found)))
    assert after["GB"]["result"]["mean"] < before["GB"]["result"]["mean"] - 500_000
    for market in ("DE", "FR"):
        assert after[market]["result"]["mean"] == before[market]["result"]["mean"]


def test_more_wins_are_worth_more_the_surer_the_more(tmp_path: Path, base: dict[str, Any]) -> None:
    means = [lines(base)["DE"]["result"]["mean"]]
    for sure in ("low", "high"):
        found = entry("win_share", "yes = 32\nof = 40", market="DE", more=f'sure = "{sure}"')
        means.append(lines(planned(example(tmp_path, found)))["DE"]["result"]["mean"])
    assert means[0] < means[1] < means[2]


def test_an_extreme_finding_turns_tier_and_advice(tmp_path: Path, base: dict[str, Any]) -> None:
    found = entry("win_share", "yes = 0\nof = 200", market="GB")
    before, after = lines(base)["GB"], lines(planned(example(tmp_path, found)))["GB"]
    assert (before["result"]["tier"], before["stance"]["verdict"]) == (1, "go")
    assert after["result"]["tier"] > 1
    assert after["stance"]["verdict"] == "not-now"


def test_withdrawn_it_leaves_no_trace(tmp_path: Path, base: dict[str, Any]) -> None:
    found = entry("win_share", "yes = 0\nof = 200", market="GB", more="withdrawn = true")
    assert planned(example(tmp_path, found)) == _but_for_the_record(base, planned(example(tmp_path, found)))


def _but_for_the_record(base: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A plan as it would be with the other's list of findings: withdrawn ones are kept for the record."""
    return {**base, "findings": other["findings"]} if "findings" in other else dict(base)


def test_the_order_of_the_file_changes_nothing(tmp_path: Path) -> None:
    one = entry("sales_cycle", "said = [[12, 14, 18]]", market="GB", kind="interview")
    two = entry("sales_cycle", "value = 10\nwithin = 2", market="GB", kind="desk").replace("11-20", "10-03")
    three = entry("win_share", "yes = 14\nof = 40", market="GB")
    first = planned(example(tmp_path, one, two, three))
    other = planned(example(tmp_path, three, two, one))
    assert {**first, "findings": None} == {**other, "findings": None}


def test_a_finding_does_not_make_sources_count_twice(tmp_path: Path, base: dict[str, Any]) -> None:
    """One talk may tell of two times: these are two findings, and no figure is used twice."""
    more = 'source = "One talk"'
    found = [
        entry(name, "said = [[6, 9, 14]]", market="GB", kind="interview", more=more)
        for name in ("sales_cycle", "gate_months")
    ]
    made = planned(example(tmp_path, *found))
    assert made["plan"]["counted_twice"] == base["plan"]["counted_twice"]


def test_a_finding_speaks_on_the_pages_beside_the_plan(tmp_path: Path) -> None:
    """Who pays and when is told with the same sales cycle as the plan's."""
    found = entry("sales_cycle", "value = 30\nwithin = 0.5", market="GB", kind="desk")
    ground = weighed(tmp_path, found)
    term = next(one for one in ground.terms if one.setting.market == "GB")
    assert term.facing.cycle == term.setting.known["sales_cycle"]


def test_kept_is_plain_enough_for_json(tmp_path: Path) -> None:
    from fram.terms.reading import plain, read

    kept = findings_kept(weighed(tmp_path, entry("win_share", "yes = 14\nof = 40", market="GB")))
    assert read(FindingKept, json.loads(json.dumps(plain(kept[0])))) == kept[0]
