"""A list of notified bodies from a file: names of columns as people write them, every fault at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fram.sources.nando import listing
from fram.sources.nando.listing import Listing, read_listing
from fram.sources.reading import load_list_source
from fram.store.lists import Loaded, keep_list, kept_list
from fram.terms.errors import Refused

CODES = {"eu-mdr": ("MDA 0315", "MDS 1009", "MDT 2010"), "eu-ivdr": ("IVR 0301", "IVS 1009")}
GOOD = """NB number,Notified body,Country,Legislation,Codes,Conditions,As of,Telephone
NB 44,Invented One,de,Regulation (EU) 2017/745,MDA0315; mds-1009,MDS 1009: only pumps,01.10.2026,12
9999,Invented Two,NO,IVDR,all,,2026-10-01,
"""


def _read(folder: Path, text: str) -> Listing:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read_listing(path, codes=CODES)


def test_a_list_is_read_as_people_write_it(tmp_path: Path) -> None:
    found = _read(tmp_path, GOOD)
    first, second = found.lines
    assert (first.number, first.country, first.regime, first.on) == (
        "0044",
        "DE",
        "eu-mdr",
        date(2026, 10, 1),
    )
    assert first.codes == {"MDA 0315": "", "MDS 1009": "only pumps"}
    assert (second.regime, tuple(second.codes)) == ("eu-ivdr", CODES["eu-ivdr"])
    assert found.left_alone == ("Telephone",)


def test_semicolons_between_cells_and_a_condition_on_all(tmp_path: Path) -> None:
    text = 'number;name;country;regulation;codes;conditions\n1;Å;NO;MDR;"MDA 0315;MDT 2010";no implants\n'
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("cp1252"))
    (line,) = read_listing(path, codes=CODES).lines
    assert line.name == "Å"
    assert set(line.codes.values()) == {"no implants"}


@pytest.mark.parametrize(("old", "new", "fault"), [
    ("MDA0315", "MDA0316", "unknown code"), ("MDA0315", "IVR 0301", "unknown code"),
    ("NB 44", "X1", "not a body's number"), (",de,", ",Germany,", "not a country code"),
    ("2017/745", "93/42", "no regulation"), ("01.10.2026", "October", "not a day"),
    ("MDS 1009: only", "MDT 2010: only", "not among the codes"), ("9999,", "44,", ""),
    ("Invented One", "", "no name"), ("MDA0315; mds-1009", ";", "no codes"),
])  # fmt: skip
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = GOOD.replace(old, new)
    if not fault:  # another regulation of the same body is no fault
        assert len(_read(tmp_path, text).lines) == 2
        return
    with pytest.raises(Refused, match=fault) as refused:
        _read(tmp_path, text)
    assert refused.value.problems[0].where == "list.csv, line 2"


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        _read(tmp_path, GOOD.replace(",de,", ",D,").replace("9999", "x"))
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "number,name,country,regulation,codes\n", '"\n'])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused):
        _read(tmp_path, text)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not there"):
        read_listing(tmp_path / "none.csv", codes=CODES)


def test_a_body_stands_once_under_a_regulation(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="stands twice"):
        _read(tmp_path, GOOD + "0044,Again,DE,MDR,MDA 0315,,,\n")


def test_a_kept_list_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    assert kept_list("x", home=tmp_path) is None
    one = Loaded(name="x", file="a.csv", sha256="0", day=date(2026, 11, 22), rows=({"a": 1},))
    path = keep_list(one, home=tmp_path)
    keep_list(Loaded(name="x", file="b.csv", sha256="1", day=date(2026, 11, 23), rows=()), home=tmp_path)
    found = kept_list("x", home=tmp_path)
    assert found is not None
    assert (found.file, found.rows) == ("b.csv", ())
    assert [p.name for p in path.parent.iterdir()] == ["x.json"]
    path.write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be read"):
        kept_list("x", home=tmp_path)


ROW = "NB 44,Invented One,de,MDR,MDA0315,,,\n"


def test_many_faults_are_told_but_not_without_end(tmp_path: Path) -> None:
    header = GOOD.splitlines(keepends=True)[0]
    with pytest.raises(Refused, match="50 of its rows cannot be used") as refused:
        _read(tmp_path, header + ROW.replace("44", "X") * 50)
    assert len(refused.value.problems) == 21
    assert str(refused.value).endswith("… and 30 more rows like these")


def test_a_list_too_long_or_too_large_is_refused_at_once(tmp_path: Path) -> None:
    header = GOOD.splitlines(keepends=True)[0]
    with pytest.raises(Refused, match="more than 5,000 rows"):
        _read(tmp_path, header + ROW * 5_001)
    with pytest.raises(Refused, match="10 MB at most"):
        _read(tmp_path, header + "x" * 10_000_000)


def test_no_name_brings_signs_that_steer_a_terminal(tmp_path: Path) -> None:
    text = GOOD.replace("Invented One", "Inv\x1b[31mented\x07 \u202eOne").replace(
        "Telephone", "Tele\x1b[2Jphone"
    )
    found = _read(tmp_path, text)
    assert found.lines[0].name == "Inv [31mented One"
    assert found.left_alone == ("Tele [2Jphone",)
    with pytest.raises(Refused) as refused:
        _read(tmp_path, text.replace(",de,", ",\x1b[2J,"))
    assert "\x1b" not in str(refused.value)


def test_codes_on_lines_of_their_own_in_a_cell(tmp_path: Path) -> None:
    (first, _) = _read(tmp_path, GOOD.replace("MDA0315; mds-1009", '"MDA0315\nmds-1009"')).lines
    assert tuple(first.codes) == ("MDA 0315", "MDS 1009")


def test_the_source_says_whose_list_it_is() -> None:
    folder = Path(listing.__file__ or "").parent
    assert load_list_source(folder).publisher == "European Commission"
