"""The files of a plan: which can be asked for, and all or none written, whoever makes them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from fram.terms.errors import Refused
from fram.workspace import plan_files
from fram.workspace.papers.charts import drawing
from fram.workspace.plan_files import NEEDS, PAPERS, begun, paper, paper_list, papers_here, write_plan
from tests.golden.paper_record import record


def test_all_papers_or_those_named() -> None:
    assert paper_list("") == paper_list("all") == papers_here() == tuple(PAPERS)
    assert paper_list("PDF; plan.xlsx,pdf") == ("pdf", "xlsx")


def test_a_paper_that_cannot_be_made_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NEEDS, "pdf", "not_installed_at_all")
    assert "pdf" not in paper_list("all")
    with pytest.raises(Refused, match=r"plan\.pdf cannot be made") as refused:
        paper_list("pdf")
    assert "fram[reports]" in refused.value.problem.remedy


def test_papers_made_beside_are_the_same_as_made_here(tmp_path: Path) -> None:
    made = record()
    written = write_plan(made, tmp_path)
    assert [path.name for path in written] == [f"plan.{form}" for form in PAPERS]
    for form in PAPERS:
        assert (tmp_path / f"plan.{form}").read_bytes() == paper(made, form), form


def test_papers_can_be_begun_before_there_is_a_plan(tmp_path: Path) -> None:
    with begun(("html", "xlsx"), lang="nb") as papers:
        made = record()
        written = write_plan(made, tmp_path, lang="nb", papers=papers)
    assert [path.name for path in written] == ["plan.json", "plan.html", "plan.xlsx"]
    assert (tmp_path / "plan.html").read_bytes() == paper(made, "html", lang="nb")


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


def test_what_goes_wrong_beside_is_told_here_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> bytes:
        raise Refused("the report cannot be made", remedy=f"tried in process {os.getpid()}")

    monkeypatch.setitem(PAPERS, "html", broken)
    with pytest.raises(Refused, match="cannot be made") as refused:
        write_plan(record(), tmp_path, papers=("html", "xlsx"))
    assert str(os.getpid()) in refused.value.problem.remedy
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in capfd.readouterr().err


def test_only_what_is_asked_for_is_written_beside_the_json(tmp_path: Path) -> None:
    assert {path.name for path in write_plan(record(), tmp_path, papers=("docx",))} == {
        "plan.json",
        "plan.docx",
    }
    assert plan_files.read_plan(tmp_path / "plan.json")["company"]
