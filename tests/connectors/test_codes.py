"""Lists of codes from files: every form read alike, every bad row named, nothing taken in part."""

from __future__ import annotations

import gzip
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from fram.access.codes.device_code import DeviceCode, EmdnCode
from fram.sources.codes import read_codes, systems
from fram.sources.codes.reading import CodeFeed
from fram.sources.reading import ListSource, load_list_source
from fram.store.licence import CARRIED
from fram.terms.errors import Refused

FOLDER = Path(__file__).resolve().parents[2] / "src/fram/sources/codes"
STROKES = (
    "REVIEW_PANEL|MEDICALSPECIALTY|PRODUCTCODE|DEVICENAME|DEVICECLASS|UNCLASSIFIED_REASON|GMPEXEMPTFLAG|"
    "THIRDPARTYFLAG|REVIEWCODE|REGULATIONNUMBER|SUBMISSION_TYPE_ID|DEFINITION|PHYSICALSTATE|TECHNICALMETHOD|"
    "TARGETAREA|Implant_Flag|Life_Sustain_support_flag|SummaryMalfunctionReporting\n"
    'AN|AN|QXA|Kite, "Powered"|2||N|Y||870.27|1|Flies é|||| |N|Eligible\n'
    "CV|CV|QXB|Kite, Implanted|3||N|N|||2|||||Y|Y|Ineligible\n"
    "||QXC|Kite For Sale Abroad|N|3|Y|N||610.40|3|||||N|N|Eligible\n"
).replace("| |N|", "|N|N|")
WORDS = (
    "product_code,device_type_name,device_class,regulation,submission_type,review_panel,gmp_exempt,"
    "third_party_eligible,implant,life_sustaining,unclassified_reason,definition,colour\n"
    'QXA,"Kite, ""Powered""",2,870.2700,510(k),Anesthesiology,Subject to GMP,Eligible for 3rd Party Review,'
    "Not an implant,Not life-sustaining or supporting,,Flies é,red\n"
    '"QXB","Kite, Implanted",3,,PMA,Cardiovascular,Subject to GMP,Ineligible for 3rd Party Review,Implant,'
    "Life-sustaining or supporting,,,\n"
    "QXC,Kite For Sale Abroad,N,610.4000,Contact FDA,,GMP Exempt,Ineligible for 3rd Party Review,"
    "Not an implant,Not life-sustaining or supporting,For Export Only,,\n"
)
KITE = DeviceCode(
    code="QXA", name='Kite, "Powered"', device_class="2", regulation="870.2700", submission="510(k)",
    panel="Anesthesiology", implant=False, life_sustaining=False, third_party=True, definition="Flies é",
)  # fmt: skip
TREE = (
    "category,category_description,code,term,level,terminal\n"
    "Z,EQUIPMENT,Z,EQUIPMENT,1,NO\nZ,EQUIPMENT,Z12,INSTRUMENTS,2,NO\nZ,EQUIPMENT,Z1201,KITES,3,YES\n"
)


def small(system: str) -> ListSource:
    return replace(load_list_source(FOLDER / system), expect=(1, 10))


def read(path: Path, system: str = "fda") -> CodeFeed:
    return read_codes(path, system=system, source=small(system))


def written(folder: Path, name: str, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_every_source_is_described_and_shipped_ones_may_be_carried() -> None:
    assert systems() == ("emdn", "fda", "jmdn")
    assert {load_list_source(FOLDER / name).licence for name in ("fda", "emdn")} <= CARRIED.keys()
    with pytest.raises(Refused, match="did you mean `emdn`"):
        read_codes(Path("x"), system="emnd")


def test_the_three_forms_of_fda_give_the_same(tmp_path: Path) -> None:
    strokes = read(written(tmp_path, "foiclass.txt", STROKES, encoding="latin-1"))
    words = read(written(tmp_path, "codes.csv", WORDS))
    header, *rows = [line.split("|") for line in STROKES.splitlines()]
    names = {
        "DEVICENAME": "device_name", "PRODUCTCODE": "product_code", "DEVICECLASS": "device_class",
        "REGULATIONNUMBER": "regulation_number", "GMPEXEMPTFLAG": "gmp_exempt_flag",
        "THIRDPARTYFLAG": "third_party_flag", "Implant_Flag": "implant_flag",
        "Life_Sustain_support_flag": "life_sustain_support_flag",
    }  # fmt: skip
    records = [
        {names.get(k, k.lower()): v for k, v in zip(header, row, strict=True)} | {"openfda": {}}
        for row in rows
    ]
    openfda = read(written(tmp_path, "codes.json", json.dumps({"meta": {}, "results": records})))
    assert strokes.codes[0] == KITE
    assert strokes.codes == words.codes == openfda.codes
    assert [code.regulation for code in strokes.codes] == ["870.2700", "", "610.40"]  # type: ignore[union-attr]
    assert (words.form, words.unused, strokes.unused) == ("CSV with words", ("colour",), ())
    third = strokes.codes[2]
    assert isinstance(third, DeviceCode)
    assert (third.unclassified_because, third.gmp_exempt) == ("For Export Only", True)


def test_packed_files_are_read_too(tmp_path: Path) -> None:
    plain = written(tmp_path, "foiclass.txt", STROKES, encoding="latin-1")
    packed = tmp_path / "foiclass.txt.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    archive = tmp_path / "foiclass.zip"
    with zipfile.ZipFile(archive, "w") as book:
        book.write(plain, "foiclass.txt")
    assert read(plain).codes == read(packed).codes == read(archive).codes
    with zipfile.ZipFile(archive, "a") as book:
        book.writestr("readme.txt", "x")
    with pytest.raises(Refused, match="holds 2 files"):
        read(archive)


BAD = [
    ("QXA|", "QX1|", "line 2: `QX1` is no product code"),
    ("|3||N|N|", "|4||N|N|", "line 3: `4` is no DEVICECLASS"),
    ("870.27|", "870|", "no section of 21 CFR"), ("|1|Flies", "|9|Flies", "no SUBMISSION_TYPE_ID"),
    ("CV|CV", "XX|CV", "`XX` is no REVIEW_PANEL"),
    ("|Y|Y|In", "|Y|J|In", "`J` is no Life_Sustain_support_flag"),
    ("Kite, Implanted", "", "DEVICENAME is empty"),
    ("QXC|", "QXB|", "`QXB` stands twice with another content"),
    ("||QXC", "|QXC", "another number of cells"), ("DEVICENAME", "NAME", "DEVICENAME is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "fault"), BAD)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(Refused) as refused:
        read(written(tmp_path, "foiclass.txt", STROKES.replace(old, new, 1), encoding="latin-1"))
    assert fault in str(refused.value)


def test_many_bad_rows_are_told_but_not_without_end(tmp_path: Path) -> None:
    header, row, *_ = STROKES.splitlines()
    rows = [row.replace("QXA", "Q1") for _ in range(50)]
    with pytest.raises(Refused, match="50 of its rows") as refused:
        read(written(tmp_path, "foiclass.txt", "\n".join([header, *rows])))
    assert "and 30 more rows" in str(refused.value)
    assert len(refused.value.problems) == 21


def test_a_row_that_stands_twice_is_counted_once(tmp_path: Path) -> None:
    found = read(written(tmp_path, "foiclass.txt", STROKES + STROKES.splitlines()[1] + "\n"))
    assert (len(found.codes), found.twins) == (3, 1)


@pytest.mark.parametrize(("name", "packed"), [
    ("a.csv", b""),
    ("a.csv", b"\x00\x01\x02"),
    ("a.gz", b"\x1f\x8b\x08broken"),
    ("a.zip", b"PK\x03\x04broken"),
    ("a.json", b"{"),
    ("a.json", b'{"results": 3}'),
    ("a.json", b'{"results": [1]}'),
    ("a.csv", b"<html>no</html>"),
])  # fmt: skip
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, packed: bytes) -> None:
    (tmp_path / name).write_bytes(packed)
    with pytest.raises(Refused):
        read(tmp_path / name)


def test_a_missing_file_and_a_short_list_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not there"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(Refused, match="3 codes, expected 6,000"):
        read_codes(written(tmp_path, "codes.csv", WORDS), system="fda")


def test_the_nomenclature_knows_what_stands_above(tmp_path: Path) -> None:
    found = read(written(tmp_path, "emdn.csv", TREE), "emdn")
    assert found.codes[2] == EmdnCode(
        code="Z1201", name="KITES", level=3, category="Z", terminal=True, under=("EQUIPMENT", "INSTRUMENTS")
    )
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["EMDN V2"])
    sheet.append(["CATEGORY ", "CATEGORY DESCRIPTION", "CODE", "TERM", "LEVEL ", "TERMINAL LEVEL YES/NO "])
    for line in TREE.splitlines()[1:]:
        *cells, level, terminal = line.split(",")
        sheet.append([*cells, int(level), terminal])
    book.save(tmp_path / "emdn.xlsx")
    assert read(tmp_path / "emdn.xlsx", "emdn").codes == found.codes
    with pytest.raises(Refused, match="not a workbook"):
        read(written(tmp_path, "other.xlsx", "no"), "emdn")


@pytest.mark.parametrize(("old", "new", "fault"), [
    ("Z1201", "1201", "is no code"),
    (",3,YES", ",9,YES", "is no level"),
    (",3,YES", ",3,MAYBE", "is no terminal"),
    ("Z,EQUIPMENT,Z1201", "A,EQUIPMENT,Z1201", "stands under category `A`"),
])  # fmt: skip
def test_a_bad_node_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(Refused) as refused:
        read(written(tmp_path, "emdn.csv", TREE.replace(old, new)), "emdn")
    assert fault in str(refused.value)


def test_japanese_names_come_from_the_users_own_file(tmp_path: Path) -> None:
    text = "code;name;class\n70000001;凧;II\n70000002;Kite;Class 3\n"
    first, second = read(written(tmp_path, "jmdn.csv", text), "jmdn").codes
    assert (first.name, first.device_class, second.device_class) == ("凧", "II", "III")  # type: ignore[union-attr]
    with pytest.raises(Refused, match="is no class"):
        read(written(tmp_path, "jmdn.csv", text.replace(";II", ";V")), "jmdn")


COUNTS = [
    ("fda", "fda/fda_product_codes_2026-08-18.csv.gz", 7088), ("fda", "fda/foiclass_2020.txt.gz", 6617),
    ("emdn", "emdn/emdn_v2_normalized.csv.gz", 8454), ("emdn", "emdn/emdn_v2_original.xlsx", 8454),
]  # fmt: skip


@pytest.mark.parametrize(("system", "name", "count"), COUNTS)
def test_the_published_files_are_read_whole(data_folder: Path, system: str, name: str, count: int) -> None:
    path = next((f for f in (data_folder / name, data_folder / "data" / name) if f.is_file()), None)
    if path is None:
        pytest.skip("the data folder does not hold it")
    feed = read_codes(path, system=system)
    assert (len(feed.codes), feed.unused, feed.twins) == (count, (), 0)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>'
    "</worksheet>"
)


def workbook(folder: Path, rows: str) -> Path:
    """A workbook whose first sheet holds these rows as XML: a small file, whatever it unpacks to."""
    path = folder / "emdn.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows))
    return path


@pytest.mark.parametrize(("rows", "fault"), [
    ('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>', "`ZZZZZZ1`; the last column of a sheet is XFD"),
    ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "`XFE1`; the last column"),
    ('<row r="1"><c r="XFD1"><v>1</v></c></row>' * 62, "more than 1,000,000 cells"),
    ("<row/>" * 100_002, "more than 100,000 rows"),
    ("<x/>" * 500_001, "more than 500,000 parts"),
    (" " * 50_000_001, "more than 50 MB unpacked"),
])  # fmt: skip
def test_a_workbook_without_measure_is_refused(tmp_path: Path, rows: str, fault: str) -> None:
    path = workbook(tmp_path, rows)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(Refused, match="far too large for a list") as refused:
        read(path, "emdn")
    assert fault in str(refused.value)


def test_a_packed_file_is_never_unpacked_past_its_measure(tmp_path: Path) -> None:
    bomb = tmp_path / "foiclass.txt.gz"
    with gzip.open(bomb, "wb") as file:
        for _ in range(101):
            file.write(bytes(1_000_000))
    with pytest.raises(Refused, match="far too large"):
        read(bomb)
    rows = written(tmp_path, "foiclass.txt", STROKES + "x\n" * 100_001)
    with pytest.raises(Refused, match="more than 100,000 rows"):
        read(rows)


def test_json_without_bottom_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not JSON"):
        read(written(tmp_path, "codes.json", "[" * 200_000))
