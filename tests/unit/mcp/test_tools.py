"""The tools as an assistant calls them: typed, with sources, and plain about what is refused."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client

from fram.mcp.decide import plan_answer
from fram.mcp.server import server
from fram.terms.jurisdiction import MARKETS
from fram.workspace.papers.words import Words
from fram.workspace.record import schema
from tests.golden import paper_record
from tests.machine import ROOT

FILE = str(ROOT / "examples" / "nordlys-vital.toml")
TOOLS = {
    "decide_plan", "decide_check_company", "decide_market_figures", "access_classify", "access_route",
    "access_pathways", "access_evidence", "access_study", "access_price_corridor",
}  # fmt: skip
SMALL = {"path": FILE, "draws": 1000, "markets": ["SE", "germany"]}


def asking(work: Callable[[Client], Awaitable[Any]], target: Any = None) -> Any:
    """Run `work` with a client of a fresh server in this process, or of the one named."""

    async def run() -> Any:
        async with Client(target or server()) as client:
            return await work(client)

    # In a thread of its own: browser tests leave an event loop running in the main one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, run).result()


def call(name: str, **arguments: Any) -> dict[str, Any]:
    """The answer of one tool, checked against the schema it promises."""

    async def work(client: Client) -> Any:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        return tools[name].output_schema, await client.call_tool(name, arguments)

    promised, answer = asking(work)
    assert not answer.is_error, answer.content
    jsonschema.validate(answer.structured_content, promised)
    found: dict[str, Any] = answer.structured_content
    return found


def refused(name: str, **arguments: Any) -> str:
    async def work(client: Client) -> Any:
        return await client.call_tool(name, arguments)

    answer = asking(work)
    assert answer.is_error
    text: str = answer.content[0].text
    return text


def test_every_tool_is_named_for_its_floor_and_says_what_it_does() -> None:
    async def work(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = asking(work)
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.description
        assert tool.output_schema
        assert tool.annotations.read_only_hint is True
        assert tool.input_schema["properties"].keys() >= {"on"} or "path" in tool.input_schema["properties"]


def test_a_plan_carries_board_numbers_sources_and_itself() -> None:
    async def work(client: Client) -> Any:
        told: list[float] = []

        async def hear(done: float, total: float | None, message: str | None) -> None:
            told.append(done)

        answer = await client.call_tool("decide_plan", SMALL, progress_callback=hear)
        assert not answer.is_error, answer.content
        papers = await client.read_resource(answer.structured_content["plan_json"])
        return answer.structured_content, json.loads(papers.contents[0].text), told

    plan, papers, told = asking(work)
    assert "Nordlys Vital" in plan["board"]
    assert {market["market"] for market in plan["markets"]} == {"DE", "SE"}
    assert plan["counted_twice"] == []
    for market in plan["markets"]:
        delay = market["month_later_costs_nok"]
        assert delay["p10"] <= delay["p50"] <= delay["p90"]
        assert len(market["pays_when"]) == (0 if market["verdict"] == "not-now" else 5)
        value = market["value_nok"]
        assert value["p10"] <= value["p50"] <= value["p90"]
        assert market["verdict"] in ("go", "find-out", "not-now")
    assert {source["confidence"] for source in plan["sources"]} <= {"read", "partly-read", "unchecked"}
    assert any(source["url"].startswith("https://") for source in plan["sources"])
    assert plan["inputs"] >= plan["inputs_read"] + plan["inputs_default"]
    assert told
    jsonschema.validate(papers, schema())
    assert papers["company"].startswith("Nordlys Vital")


def test_warnings_turning_points_and_delay_are_told_with_their_numbers() -> None:
    record = paper_record.record()
    answer = plan_answer(record, board="", key="x", words=Words("nb"))
    germany, _, britain, _, japan = answer.markets
    assert [(warning.share_of_runs, "62" in warning.text) for warning in germany.warnings] == [(0.624, True)]
    assert (britain.warnings, japan.pays_when) == ((), ())
    assert britain.month_later_costs_nok.p50 == -40_000  # a wait gains
    turns = {turn.input: (turn.at, turn.pays, turn.unit) for turn in germany.pays_when}
    assert turns == {
        "de.market_fit": (0.58, "above", "factor"), "de.sales_cycle": (9.9, "below", "months"),
        "product.price": (None, "always", "NOK"),
    }  # fmt: skip
    assert germany.pays_when[0].name == "Lokalt gjennomslag, Tyskland"
    assert len(answer.counted_twice) == 1
    assert "World Development Indicators" in answer.counted_twice[0]


def test_the_board_is_read_out_in_norwegian() -> None:
    assert "IKKE NÅ" in call("decide_plan", **SMALL, lang="nb")["board"]


def test_a_plan_of_another_session_is_not_there() -> None:
    async def work(client: Client) -> Any:
        return await client.read_resource("fram://plan/none")

    with pytest.raises(Exception) as raised:  # noqa: PT011  the client wraps it in its task group
        asking(work)
    assert any(isinstance(error, MCPError) and "no plan none" in str(error) for error in leaves(raised.value))


def leaves(error: BaseException) -> Iterator[BaseException]:
    """The errors inside a group of errors."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error


def test_a_good_file_is_told_what_it_leaves_open() -> None:
    found = call("decide_check_company", path=FILE)
    assert found["can_be_planned"] is True
    assert found["problems"] == []
    assert 0 < len(found["open_questions"]) <= 12 <= found["open_in_all"]


def test_every_problem_of_a_file_is_told_with_its_remedy() -> None:
    found = call("decide_check_company", company_toml='[company]\nnam = "x"\ncash_nok = -1\n')
    assert found["can_be_planned"] is False
    assert {"company", "company.name", "company.cash_nok", "product"} <= {
        p["where"] for p in found["problems"]
    }
    assert any("did you mean `name`?" in problem["remedy"] for problem in found["problems"])


@pytest.mark.parametrize("market", MARKETS)
def test_figures_of_every_market_carry_their_source(market: str) -> None:
    figures = call("decide_market_figures", market=market)["result"]
    assert {"population"} <= {figure["figure"] for figure in figures}
    for figure in figures:
        if figure["value"] is None:
            assert figure["gap"]
        else:
            assert figure["source"]["title"]
            assert figure["source"]["confidence"] in ("read", "partly-read", "unchecked")
            assert figure["since"]


def test_figures_are_those_of_the_day_asked_for() -> None:
    figures = {f["figure"]: f for f in call("decide_market_figures", market="UK", on="1990-01-01")["result"]}
    assert figures["population"]["value"] is None
    assert figures["population"]["gap"]


def test_a_road_is_told_with_ranges_sources_and_what_follows() -> None:
    found = call(
        "access_route", market="us", path=str(ROOT / "examples" / "rask-sepsis.toml"), on="2026-11-22"
    )
    ahead = found["months_to_approval"]
    assert found["state"] == "needed"
    assert 0 < found["months_to_filing"]["p50"] < ahead["p50"]
    assert ahead["p10"] < ahead["p50"] < ahead["p90"]
    assert {step["line"]["confidence"] for step in found["steps"]} >= {"partly-read", "unchecked"}
    assert all(step["starts"]["p50"] <= step["ends"]["p50"] for step in found["steps"])
    held = call("access_route", market="DE", path=FILE, lang="nb", on="2026-11-22")
    assert (held["state"], held["steps"]) == ("held", [])
    assert "Ingenting" in held["says"]
    assert "market" in refused("access_route", market="XX", path=FILE)


def test_who_pays_is_told_with_what_decides_and_what_stands_in_the_way() -> None:
    app = str(ROOT / "examples" / "sovn-app.toml")
    found = call("access_pathways", market="de", path=app, on="2026-11-22")
    ways = {way["id"]: way for way in found["ways"]}
    assert set(ways) >= {"DE-DIGA-P", "DE-DIGA-T", "DE-NUB"}
    assert found["best"] in ways
    assert found["first_money"]["p10"] < found["first_money"]["p50"] < found["first_money"]["p90"]
    assert "bsi_certificate" in ways["DE-DIGA-P"]["failing"]
    assert ways["DE-DIGA-P"]["groups"]
    assert call("access_pathways", market="BR", path=app)["ways"] == []
    assert "market" in refused("access_pathways", market="XX", path=app)


def test_the_evidence_is_told_door_by_door() -> None:
    app = str(ROOT / "examples" / "sovn-app.toml")
    found = call("access_evidence", path=app, markets=["DE"], on="2026-11-22")
    doors = {door["id"]: door for door in found["doors"]}
    assert doors["DE-DIGA-EVIDENCE"]["state"] == "no"
    assert any("Germany" in text for text in doors["DE-DIGA-EVIDENCE"]["missing"])
    assert doors["EU-MDSW"]["state"] == "held"
    assert found["missing"]
    assert "market" in refused("access_evidence", path=app, markets=["XX"])


def test_the_next_study_comes_with_its_cost_and_what_it_opens() -> None:
    app = str(ROOT / "examples" / "sovn-app.toml")
    found = call("access_study", path=app, markets=["DE", "FR"], on="2026-11-22")
    costs = [step["cost_nok"]["p50"] for step in found["steps"]]
    values = [step["value_at_most_nok"] for step in found["steps"]]
    assert costs == sorted(costs)
    assert values == sorted(values)
    assert found["says"]
    assert any("z_a" in text for text in found["size"])


def test_a_price_corridor_has_a_floor_and_says_where_it_has_no_ceiling() -> None:
    found = call("access_price_corridor", market="se", path=FILE, on="2026-11-22")
    assert found["floor_nok"]["p50"] < found["price_nok"]["p50"] < found["ceiling_nok"]["p90"]
    assert 0 < found["accepted"] < 1
    assert "market" in refused("access_price_corridor", market="XX", path=FILE)


def test_a_device_class_comes_with_the_law() -> None:
    found = call("access_classify", path=str(ROOT / "examples" / "sovn-app.toml"), on="2026-11-22")
    assert found["classes"]
    assert found["covers"]
    assert found["regime"] == "eu-mdr"
    assert (found["stated_class"], found["confidence"]) == ("IIa", "read")
    assert all(rule["source"]["title"] and rule["says"] for rule in found["because"])
    assert all(rule["source"]["url"] for rule in found["because"] if rule["force"] == "law")
    assert {rule["force"] for rule in found["because"]} == {"law", "guidance"}
    assert {a["because"] for a in found["assumed"]} >= {"product.kind"}
    assert found["question"]["fact"] == "worst_impact"


OPEN = """
[company]
name = "Example AS"
cash_nok = 1_000_000
monthly_burn_nok = 1
[product]
name = "Example"
kind = "software"
[product.facts]
medical_purpose = true
individual_patient = true
info_for_decision = true
"""


def test_an_open_class_comes_with_the_question_and_what_each_answer_leaves() -> None:
    found = call("access_classify", company_toml=OPEN, regime="eu-mdr", lang="nb", on="2026-11-22")
    assert found["is_settled"] is False
    assert found["heading"].startswith("Fortsatt mulig")
    question = found["question"]
    assert question["text"].endswith("?")
    assert len(question["leaves"]) > 1
    assert all(set(left["classes"]) <= set(found["classes"]) for left in question["leaves"])
    settled = call("access_classify", company_toml=OPEN + 'worst_impact = "serious"', on="2026-11-22")
    near = {miss["device_class"]: miss["why_not"] for miss in settled["near_misses"]}
    assert "“Death or harm that does not heal” instead of “Serious worsening of health”" in near["III"]


def test_the_day_and_the_test_on_samples_are_heard() -> None:
    ivd = call("access_classify", path=str(ROOT / "examples" / "rask-sepsis.toml"))
    assert ivd["regime"] == "eu-ivdr"
    assert "do not hold on 2019-01-01" in refused("access_classify", path=FILE, on="2019-01-01")


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("decide_plan", {}, "either as text or as a path"),
        ("decide_plan", {"path": FILE, "company_toml": "x = 1"}, "either as text or as a path"),
        ("decide_plan", {"path": "/no/such.toml"}, "is not there"),
        ("decide_plan", {"company_toml": "a =="}, "is not valid TOML"),
        ("decide_plan", {"company_toml": "[company]"}, "company.name"),
        ("decide_plan", {"path": FILE, "markets": ["XX"]}, "unknown market `XX`"),
        ("decide_plan", {"path": FILE, "draws": 10}, "greater than or equal to 1000"),
        ("decide_market_figures", {"market": "Atlantis"}, "unknown market `Atlantis`"),
        ("access_classify", {"path": FILE, "regime": "in"}, "not coded yet"),
        ("access_classify", {"path": FILE, "regime": "eu-mdx"}, "did you mean `eu-mdr`"),
        (
            "access_classify",
            {"company_toml": OPEN.replace("software", "service")},
            "a service has no device class",
        ),
        ("access_classify", {"company_toml": OPEN + "implants = true"}, "unknown fact"),
    ],
)
def test_what_is_refused_is_said_plainly(tool: str, arguments: dict[str, Any], said: str) -> None:
    text = refused(tool, **arguments)
    assert said in text
    assert gettempdir() not in text
    assert "Traceback" not in text


def test_a_bug_keeps_its_details_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object, **named: object) -> None:
        raise ValueError("secret detail")

    monkeypatch.setattr("fram.workspace.company.check_company", broken)
    assert "secret detail" not in refused("decide_check_company", path=FILE)


def test_over_standard_input_and_output_as_an_assistant_starts_it(tmp_path: Path) -> None:
    target = StdioServerParameters(command=sys.executable, args=["-m", "fram", "mcp"], cwd=str(tmp_path))

    async def work(client: Client) -> Any:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        return tools, await client.call_tool("decide_check_company", {"path": FILE})

    tools, answer = asking(work, stdio_client(target))
    assert tools == TOOLS
    assert answer.structured_content["can_be_planned"] is True
