"""The files of a plan: which can be asked for, and all or none written, whoever makes them."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.terms.errors import Refused
from fram.workspace import plan_files
from fram.workspace.decide import plan
from fram.workspace.papers.charts import drawing
from fram.workspace.plan_files import NEEDS, PAPERS, begun, paper, paper_list, papers_here, write_plan
from fram.workspace.processes import beside as starting
from tests.golden.paper_record import record
from tests.unit.workspace.apart import apart

forked = pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")


def test_all_papers_or_those_named() -> None:
    assert paper_list("") == paper_list("all") == papers_here() == tuple(PAPERS)
    assert paper_list("PDF; plan.xlsx,pdf") == ("pdf", "xlsx")


def test_a_paper_that_cannot_be_made_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NEEDS, "pdf", "not_installed_at_all")
    assert "pdf" not in paper_list("all")
    with pytest.raises(Refused, match=r"plan\.pdf cannot be made") as refused:
        paper_list("pdf")
    assert "fram[reports]" in refused.value.problem.remedy


@forked
@pytest.mark.slow
def test_papers_made_beside_are_the_same_as_made_here(tmp_path: Path) -> None:
    apart(made_beside, str(tmp_path))


def made_beside(folder: str) -> None:
    made, where = record(), Path(folder)
    written = write_plan(made, where)
    assert [path.name for path in written] == [f"plan.{form}" for form in PAPERS]
    for form in PAPERS:
        assert (where / f"plan.{form}").read_bytes() == paper(made, form), form


@forked
def test_papers_can_be_begun_before_there_is_a_plan(tmp_path: Path) -> None:
    apart(begun_before, str(tmp_path))


def begun_before(folder: str) -> None:
    where = Path(folder)
    with begun(("html", "xlsx"), lang="nb") as papers:
        made = record()
        written = write_plan(made, where, lang="nb", papers=papers)
    assert [path.name for path in written] == ["plan.json", "plan.html", "plan.xlsx"]
    assert (where / "plan.html").read_bytes() == paper(made, "html", lang="nb")


@forked
@pytest.mark.slow
def test_a_plan_is_the_same_with_processes_beside_it_and_without(tmp_path: Path) -> None:
    """Two markets and few draws, planned and printed twice, each in an interpreter of its own."""
    apart(planned, str(tmp_path / "beside"), "beside")
    apart(planned, str(tmp_path / "alone"), "alone")
    for form in PAPERS:
        one, other = (tmp_path / way / f"plan.{form}" for way in ("beside", "alone"))
        assert one.read_bytes() == other.read_bytes(), form


def planned(folder: str, way: str) -> None:
    started: list[bool] = []
    really, example = starting._started, "examples/nordlys-vital.toml"

    def noted(works: Any) -> Any:
        started.append(True)
        return really(works)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starting, "_started", noted)
        if way == "alone":
            patch.setattr(starting, "can_start", lambda: False)
        with begun(lang="en") as papers:
            made = plan(example, markets=("DE", "SE"), draws=1000, on=date(2026, 11, 22))
            write_plan(made, Path(folder), papers=papers)
    assert len(started) == (2 if way == "beside" else 0)


def test_a_picture_of_several_papers_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vl_convert = pytest.importorskip("vl_convert")
    really, drawn = vl_convert.vegalite_to_svg, Counter[str]()
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda spec: drawn.update([spec]) or really(spec))
    monkeypatch.setattr("fram.workspace.processes.beside.can_start", lambda: False)
    drawing._rendered.cache_clear()
    write_plan(record(), tmp_path, papers=("pdf", "html"))
    alone = Counter(drawn)
    assert len(drawn) > 5
    assert set(drawn.values()) == {1}
    paper(record(), "html")
    assert drawn == alone


@forked
def test_what_goes_wrong_beside_is_told_here_and_nothing_is_written(tmp_path: Path) -> None:
    apart(broken_beside, str(tmp_path))


def broken_beside(folder: str) -> None:
    def broken(*_: object) -> bytes:
        raise Refused("the report cannot be made", remedy=f"tried in process {os.getpid()}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PAPERS, "html", broken)
        with pytest.raises(Refused, match="cannot be made") as refused:
            write_plan(record(), Path(folder), papers=("html", "xlsx"))
    assert str(os.getpid()) in refused.value.problem.remedy
    assert list(Path(folder).iterdir()) == []


def test_only_what_is_asked_for_is_written_beside_the_json(tmp_path: Path) -> None:
    assert {path.name for path in write_plan(record(), tmp_path, papers=("docx",))} == {
        "plan.json",
        "plan.docx",
    }
    assert plan_files.read_plan(tmp_path / "plan.json")["company"]
