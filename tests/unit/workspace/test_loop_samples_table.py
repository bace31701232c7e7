"""Files of samples as people have them: read whatever their marks and header, refused with the place."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from fram.terms.errors import Refused
from fram.workspace.loop.samples import table
from fram.workspace.loop.samples.table import Samples, read_samples


def written(tmp_path: Path, text: str | bytes, *, name: str = "nb.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(path: Path) -> Samples:
    return read_samples(path, option="--outputs")


WANTED = [[1.5, 2.0, -3.0], [10.0, 0.25, 1e3]]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1.5,10\n2,0.25\n-3,1e3\n",
        '"a","b"\n"1.5","10"\n"2","0.25"\n"-3","1e3"\n',
        "a;b\n1,5;10\n2;0,25\n-3;1e3\n",
        "a;b\n1.5;10\n2;0.25\n-3;1e3",
        "a\tb\r\n1,5\t10\r\n2\t0,25\r\n-3\t1e3\r\n",
        "\ufeffa,b\n 1.5 , 10\n\n2,0.25\n-3,1e3\n\n\n",
    ],
    ids=["plain", "quoted", "decimal comma", "semicolon", "tab", "spaces and blank lines"],
)
def test_one_table_however_it_is_written(text: str, tmp_path: Path) -> None:
    found = read(written(tmp_path, text))
    assert found.names == ("a", "b")
    np.testing.assert_array_equal(found.rows, WANTED)
    packed = read(written(tmp_path, gzip.compress(text.encode()), name="nb.csv.gz"))
    np.testing.assert_array_equal(packed.rows, WANTED)


def test_a_decimal_comma_far_down_counts_too(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a;b\n" + "1;2\n" * 100 + "1,5;2\n"))
    assert found.rows[0, -1] == 1.5


def test_without_a_header_columns_are_numbered(tmp_path: Path) -> None:
    found = read(written(tmp_path, "1,2\n3,4\n"))
    assert (found.names, found.draws, found.has_header) == (("1", "2"), 2, False)


@pytest.mark.parametrize(
    "text", ['"","a","b"\n"1",5,6\n"2",7,8\n', ",a,b\n0,5,6\n1,7,8\n", "a,b\n1,5,6\n2,7,8\n"]
)
def test_row_numbers_without_a_name_are_left_out(text: str, tmp_path: Path) -> None:
    found = read(written(tmp_path, text))
    assert (found.names, found.has_numbering) == (("a", "b"), True)
    np.testing.assert_array_equal(found.rows, [[5, 7], [6, 8]])


def test_a_column_without_a_name_that_does_not_count_is_kept(tmp_path: Path) -> None:
    found = read(written(tmp_path, ",a\n5,6\n9,8\n"))
    assert (found.names, found.has_numbering) == (("column 1", "a"), False)


def test_constant_columns_are_known(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a,b\n1,2\n1,3\n")).constants == ("a",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n1,\n", "nb.csv, line 3, column `b`: is blank"),
        ("a,b\n1,2\nnan,2\n", "nb.csv, line 3, column `a`: `nan` cannot be counted with"),
        ("a,b\n1,2\n1,NA\n", "nb.csv, line 3, column `b`: `NA` cannot be counted with"),
        ("a,b\n-inf,2\n1,2\n", "nb.csv, line 2, column `a`: `-inf` cannot be counted with"),
        ("a,b\n1,2\n1,two\n", "nb.csv, line 3, column `b`: `two` is no number"),
        ("a;b\n1;2\n1.000,5;2\n", "nb.csv, line 3, column `a`: `1.000,5` is no number"),
        ("a,b\n1,2\n1_000,2\n", "nb.csv, line 3, column `a`: `1_000` is no number"),
        ("a,b\n1,2\n1\n", "nb.csv, line 3: 1 cells beside 2 columns"),
        ("a,b\n1,2\n1,2,3\n", "nb.csv, line 3: 3 cells beside 2 columns"),
        ("a,b\n1,2,3,4\n", "nb.csv, line 2: 4 cells beside 2 columns"),
        ("a,b,a\n1,2,3\n", "names that stand twice: `a`"),
        ("a,b\n", "has a header and no draws"),
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        read(written(tmp_path, text))
    assert said in str(told.value)
    assert told.value.kind == "invalid"


def test_many_faults_are_counted(tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        read(written(tmp_path, "a,b\n" + "1,\n" * 500))
    assert "500 faults" in str(told.value)
    assert "and 492 more" in str(told.value)
    assert len(str(told.value).splitlines()) < 15


def test_files_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="not there") as told:
        read(tmp_path / "none.csv")
    assert told.value.kind == "missing"
    with pytest.raises(Refused, match="a folder"):
        read(tmp_path)
    with pytest.raises(Refused):
        read(written(tmp_path, bytes(range(256)) * 20))
    with pytest.raises(Refused):
        read(written(tmp_path, b"\x1f\x8bbroken"))
    monkeypatch.setattr(table, "LARGEST", 1000)
    with pytest.raises(Refused, match="too large") as told:
        read(written(tmp_path, gzip.compress(b"1,2\n" * 100_000)))
    assert told.value.kind == "unreadable"
