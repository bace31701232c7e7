"""The four invented companies read clean, differ, and leave something to find out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fram.workspace.company import check_company, read_company
from tests import machine

DAY = date(2026, 11, 21)
EXAMPLES = sorted((machine.ROOT / "examples").glob("*.toml"))


class TestExamples:
    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_reads_clean_and_leaves_something_open(self, path: Path) -> None:
        report = check_company(path, on=DAY)
        assert report.problems == ()
        assert report.warnings == ()
        assert report.file is not None
        assert len(report.answers) >= 20
        assert 10 < len(report.unknowns) < 100
        assert path.read_text(encoding="utf-8").startswith("# INVENTED.")
        assert "(invented)" in report.file.company.name

    def test_there_are_four_of_different_kinds(self) -> None:
        files = [read_company(path, on=DAY) for path in EXAMPLES]
        assert len(files) == 4
        assert {file.product.kind for file in files} == {"device", "software", "ivd"}
        assert {file.product.unit_of_sale for file in files} == {"bed", "patient", "hospital", "ward"}
        assert {file.product.price.model for file in files} == {"subscription", "one-off", "per-use"}
        assert {file.product.fact("ce_marked") for file in files} == {True, False}

    def test_nordlys_has_fourteen_months_of_cash(self) -> None:
        company = read_company(machine.ROOT / "examples" / "nordlys-vital.toml").company
        assert company.cash_nok / company.monthly_burn_nok == 14
