"""`fram decide evpi`, `evppi` and `evsi` on files of samples: their JSON, their words, what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fram.cli.ending import leave_with
from fram.terms.errors import EXIT_CODES

DRAWS = 2000
Files = tuple[str, ...]


@pytest.fixture
def samples(tmp_path: Path) -> Files:
    """Two markets against waiting: Germany hangs on the price, Sweden on sites; a fee never changes."""
    rng = np.random.default_rng(1)
    price, sites = rng.normal(100, 20, DRAWS), rng.poisson(5, DRAWS).astype(float)
    noise = rng.normal(0, 5, (2, DRAWS))
    values = np.stack([price - 100 + noise[0], 3 * sites - 17 + noise[1], np.zeros(DRAWS)])
    inputs = np.stack([price, sites, rng.normal(size=DRAWS), np.full(DRAWS, 7.0)])
    return (
        "--outputs", _csv(tmp_path / "nb.csv", "Germany,Sweden,wait", values),
        "--inputs", _csv(tmp_path / "pars.csv", "price,sites,weather,fee", inputs),
    )  # fmt: skip


def _csv(path: Path, header: str, rows: np.ndarray) -> str:
    np.savetxt(path, rows.T, delimiter=",", header=header, comments="", fmt="%.10g")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = leave_with(["decide", *words])
    said = capsys.readouterr()
    assert code == 0, said.err
    return said.out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = leave_with(["decide", *words])
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return code, said.err


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    return json.loads(run(capsys, *words, "--json"))


# --- everything -----------------------------------------------------------------------------------------


def test_everything_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """(3 + 2 + 3) / 3 less the better mean of 2."""
    path = tmp_path / "nb.csv"
    path.write_text("a,b\n1,3\n2,2\n3,1\n", encoding="utf-8")
    assert told(capsys, "evpi", "--outputs", str(path)) == {"evpi": pytest.approx(8 / 3 - 2)}
    text = run(capsys, "evpi", "--outputs", str(path))
    assert "Knowing everything is worth 0.667" in text
    assert "fram decide evppi --outputs" in text
    assert "Å vite alt er verdt 0,667" in run(capsys, "evpi", "--outputs", str(path), "--lang", "nb")


def test_options_that_never_change_leave_nothing_to_find_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nb.csv"
    path.write_text("a,b\n" + "1,2\n" * 60, encoding="utf-8")
    assert told(capsys, "evpi", "--outputs", str(path)) == {"evpi": 0}
    text = run(capsys, "evpi", "--outputs", str(path))
    assert "worth nothing" in text
    assert "No option changes from draw to draw" in text
    each = told(capsys, "evppi", "--outputs", str(path), "--inputs", str(path))
    assert [(one["value"], one["se"]) for one in each["evppi"]] == [(0, 0), (0, 0)]


# --- each input -----------------------------------------------------------------------------------------


def test_one_entry_for_each_column_in_the_order_of_the_file(
    samples: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "evppi", *samples)
    entries = {one["group"]: one for one in found["evppi"]}
    assert list(entries) == ["price", "sites", "weather", "fee"]
    assert all({"group", "value", "se", "crossfit"} <= set(one) for one in found["evppi"])
    assert entries["price"]["value"] > entries["sites"]["value"] > 3 * entries["sites"]["se"]
    assert entries["weather"]["shown"] == 0
    assert (entries["fee"]["value"], entries["fee"]["se"], entries["fee"]["method"]) == (0, 0, "none")
    assert entries["price"]["value"] < found["evpi"]
    options = [one["option"] for one in entries["price"]["answers"]]
    assert options[-1] == "Germany"
    # The best without an answer is nothing at all or a market with a mean near 0: the border is near 100.
    assert entries["price"]["answers"][-1]["low"] == pytest.approx(100, abs=4)


def test_groups_are_named_as_they_were_asked_for(samples: Files, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--group", "sites, price", "--group", "price", "--group", "price,price")
    found = told(capsys, "evppi", *samples, *words)["evppi"]
    assert [one["group"] for one in found] == ["sites,price", "price"]
    assert found[0]["value"] > found[1]["value"]
    assert found[0]["method"] in ("pairs", "waves")
    assert found[0]["other_method"] == pytest.approx(found[0]["value"], abs=4 * found[0]["se"])


def test_a_name_may_hold_a_comma(tmp_path: Path, samples: Files, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pars.csv"
    text = path.read_text(encoding="utf-8").replace("price,sites", '"price, net",sites', 1)
    path.write_text(text, encoding="utf-8")
    found = told(capsys, "evppi", *samples, "--group", "price, net", "--group", '"price, net",sites')["evppi"]
    assert [one["group"] for one in found] == ["price, net", "price, net,sites"]


def test_the_table_begins_with_what_is_most_worth_knowing(
    samples: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    text = run(capsys, "evppi", *samples)
    assert text.startswith("Find out `price` first")
    rows = [line.split() for line in text.splitlines() if line.startswith("  ")]
    assert [row[0] for row in rows[1:5]] == ["price", "sites", "weather", "fee"]
    assert "`price` above" in text
    assert "The same in every draw, so nothing is left to find out: `fee`." in text
    assert "--of price asked 5 SD" in text
    assert "in the unit of the outputs" in text.lower()
    norsk = run(capsys, "evppi", *samples, "--lang", "nb")
    assert norsk.startswith("Finn ut `price` først")
    assert "I enheten til resultatene" in norsk


def test_nothing_worth_knowing_is_said_so(samples: Files, capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "evppi", *samples, "--group", "weather", "--group", "fee,weather")
    assert text.startswith("None of these answers would change the choice")
    assert "choose `" in text


def test_the_seed_decides(samples: Files, capsys: pytest.CaptureFixture[str]) -> None:
    one, same = (run(capsys, "evppi", *samples, "--group", "price,sites", "--seed", "3") for _ in range(2))
    assert one == same


# --- a study --------------------------------------------------------------------------------------------


def test_studies_of_several_sizes_and_what_they_leave(
    samples: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--of", "price", "asked", "20,1,5", "30", "--cost", "10", "--cost-each", "2", "--times", "3")
    found = told(capsys, "evsi", *samples, *words, "--years", "2")
    assert [one["n"] for one in found["evsi"]] == [1, 5, 20]
    worths = [one["value"] for one in found["evsi"]]
    assert worths == sorted(worths)
    assert worths[-1] < found["evppi"] < found["evpi"]
    for one in found["evsi"]:
        assert one["cost"] == 10 + 2 * one["n"]
        assert one["enbs"] == pytest.approx(one["shown"] * 6 - one["cost"])
        assert one["weighed"] == pytest.approx(one["value"], abs=3 * one["weighed_se"])
    text = run(capsys, "evsi", *samples, *words)
    assert "each off by 30" in text
    assert "Left after cost" in text


def test_what_those_asked_share_is_told_and_counted(
    samples: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    """100 people off by 30 each and by 40 together are as one off by √(30² / 100 + 40²) = 40.11."""
    words = ("--of", "price", "asked", "100", "30")
    alone, together = (told(capsys, "evsi", *samples, *words, *more) for more in ((), ("--shared", "40")))
    one = told(capsys, "evsi", *samples, "--of", "price", "measured", "1", "40.112342")
    assert (alone["shared"], together["shared"], one["shared"]) == (0, 40, None)
    assert together["evsi"][0]["value"] < alone["evsi"][0]["value"]
    assert together["evsi"][0]["value"] == pytest.approx(one["evsi"][0]["value"], rel=1e-6)
    assert "No error is taken to be shared" in run(capsys, "evsi", *samples, *words)
    text = " ".join(run(capsys, "evsi", *samples, *words, "--shared", "40").split())
    assert "off together by 40 (standard deviation)" in text
    assert "No error is taken" not in text
    assert "shared" not in run(capsys, "evsi", *samples, "--of", "price", "measured", "5", "30")
    text = run(capsys, "evsi", *samples, *words, "--lang", "nb")
    assert "ikke regnet med at de som blir spurt tar feil sammen" in " ".join(text.split())


def test_a_study_that_costs_too_much_is_left(samples: Files, capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "evsi", *samples, "--of", "price", "measured", "5", "30", "--cost", "1e6")
    assert "leave it" in text
    text = run(capsys, "evsi", *samples, "--of", "price", "measured", "5", "30")
    assert "--cost-each" in text
    text = run(capsys, "evsi", *samples, "--of", "weather", "asked", "5", "1")
    assert "would not change the choice" in " ".join(text.split())


# --- refusals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said", "kind"),
    [
        (("evppi", "--group", "prise"), "did you mean `price`", "usage"),
        (("evppi", "--group", "price,prise"), "did you mean `price`", "usage"),
        (("evppi", "--group", ","), "an empty group", "usage"),
        (("evsi", "--of", "prise", "asked", "5", "1"), "did you mean `price`", "usage"),
        (("evsi", "--of", "price", "askd", "5", "1"), "did you mean `asked`", "usage"),
        (("evsi", "--of", "price", "asked", "5"), "not a whole study", "usage"),
        (("evsi", "--of", "price", "asked", "some", "1"), "no number of people", "usage"),
        (("evsi", "--of", "price", "asked", "5", "much"), "`much` is no number", "usage"),
        (("evsi", "--of", "price", "asked", "0", "1"), "a study of 0", "invalid"),
        (("evsi", "--of", "price", "asked", "5", "0"), "not above 0", "invalid"),
        (("evsi", "--of", "price", "asked", "5", "nan"), "not above 0", "invalid"),
        (("evsi", "--of", "price", "binary", "10"), "no chances", "invalid"),
        (("evsi", "--of", "price", "measured", "5", "1", "--shared", "2"), "shared error of 2", "usage"),
        (
            ("evsi", "--of", "price", "asked", "5", "1", "--shared", "nan"),
            "greater than or equal to 0",
            "usage",
        ),
        (("evsi", "--of", "price", "asked", "5", "1", "--shared", "inf"), "shared_sd inf", "invalid"),
        (("evppi", "--lang", "xx"), "unknown language", "usage"),
    ],
)
def test_what_cannot_be_asked(
    words: tuple[str, ...], said: str, kind: str, samples: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = refused(capsys, words[0], *samples, *words[1:])
    assert said in err
    assert code == EXIT_CODES[kind]


def test_files_that_do_not_belong_together(
    tmp_path: Path, samples: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "short.csv"
    short.write_text("p\n" + "1\n2\n" * 40, encoding="utf-8")
    code, err = refused(capsys, "evppi", *samples[:2], "--inputs", str(short))
    assert code == EXIT_CODES["invalid"]
    assert "2,000 draws in nb.csv, 80 in short.csv" in err
    code, err = refused(capsys, "evppi", "--outputs", str(short), "--inputs", str(short))
    assert "nothing to choose between" in err
    few = tmp_path / "few.csv"
    few.write_text("a,b\n1,2\n2,1\n", encoding="utf-8")
    code, err = refused(capsys, "evppi", "--outputs", str(few), "--inputs", str(few))
    assert "2 draws are too few" in err
