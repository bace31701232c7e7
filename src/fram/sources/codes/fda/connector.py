"""FDA's product codes: as foiclass.txt, as CSV with words for its marks, and as JSON of openFDA."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from fram.access.codes.device_code import DeviceCode, FdaClass
from fram.sources.codes.fda.marks import CLASSES, LETTERS, OF_WORDS, PANELS, SUBMISSIONS, UNCLASSIFIED
from fram.sources.codes.reading import (
    CodeFeed,
    Form,
    feed_of,
    gathered,
    must,
    one_of,
    rows_of,
)
from fram.sources.reading import ListSource, clean, load_list_source, text_of
from fram.store.rows import Row
from fram.terms.errors import Refused

CODE = re.compile(r"[A-Z]{3}")
SECTION = re.compile(r"(\d{3})\.(\d{1,4})")


def read(path: Path, *, source: ListSource | None = None) -> CodeFeed:
    """Return FDA's product codes out of a file of any of its forms."""
    given = source or load_list_source(Path(__file__).parent)
    if path.name.lower().removesuffix(".gz").endswith((".json", ".json.zip")):
        return gathered(path, rows=_records(path), form=OPENFDA, source=given)
    return feed_of(path, rows=rows_of(path), forms=(WORDS, STROKES), source=given)


def _records(path: Path) -> Iterator[tuple[str, Row]]:
    try:
        results: Any = json.loads(text_of(path))["results"]
        for at, record in enumerate(results, 1):
            yield f"{path.name}, record {at}", {key: str(record.get(key) or "") for key in OPENFDA.columns}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused("is not JSON of openFDA", where=path.name, why=str(error), kind="unreadable") from None


def _of_words(row: Row) -> DeviceCode:
    flags = {name: cast(bool | None, one_of(row, name, words=words)) for name, words in OF_WORDS.items()}
    return DeviceCode(
        code=_code(row["product_code"]), name=must(row, "device_type_name"),
        device_class=_class(row, "device_class"), regulation=_section(row["regulation"]),
        submission=clean(row["submission_type"]), panel=clean(row["review_panel"]),
        implant=flags["implant"], life_sustaining=flags["life_sustaining"],
        gmp_exempt=bool(flags["gmp_exempt"]), third_party=flags["third_party_eligible"],
        definition=clean(row["definition"]), unclassified_because=clean(row["unclassified_reason"]),
    )  # fmt: skip


def _of_marks(columns: tuple[str, ...]) -> Callable[[Row], DeviceCode]:
    (panel, code, name, kind, why, gmp, third, section, submission, definition, implant, life) = columns

    def made(row: Row) -> DeviceCode:
        return DeviceCode(
            code=_code(row[code]), name=must(row, name), device_class=_class(row, kind),
            regulation=_section(row[section]), submission=str(one_of(row, submission, words=SUBMISSIONS)),
            panel=str(one_of(row, panel, words=PANELS)), implant=_letter(row, implant),
            life_sustaining=_letter(row, life), gmp_exempt=bool(_letter(row, gmp)),
            third_party=_letter(row, third), definition=clean(row[definition]),
            unclassified_because=UNCLASSIFIED.get(row[why].strip(), ""),
        )  # fmt: skip

    return made


def _code(text: str) -> str:
    if not CODE.fullmatch(text.strip()):
        raise Refused(f"`{text[:20]}` is no product code", remedy="three capital letters")
    return text.strip()


def _class(row: Row, column: str) -> FdaClass:
    one_of(row, column, words=CLASSES)
    return cast(FdaClass, row[column].strip())


def _letter(row: Row, column: str) -> bool | None:
    return cast(bool | None, one_of(row, column, words=LETTERS))


def _section(text: str) -> str:
    """The section as the law writes it: a spreadsheet on the way may have dropped or added noughts.

    Parts 862 to 892 (devices) count with four decimals, those of biologics (610, 660) with two.
    """
    if not text.strip():
        return ""
    found = SECTION.fullmatch(text.strip())
    if not found:
        raise Refused(f"`{text.strip()[:20]}` is no section of 21 CFR", remedy="such as 870.2700")
    part, decimals = found.groups()
    return f"{part}.{decimals:0<4}" if part.startswith("8") else f"{part}.{decimals.rstrip('0'):0<2}"


_STROKES = (
    "REVIEW_PANEL", "PRODUCTCODE", "DEVICENAME", "DEVICECLASS", "UNCLASSIFIED_REASON", "GMPEXEMPTFLAG",
    "THIRDPARTYFLAG", "REGULATIONNUMBER", "SUBMISSION_TYPE_ID", "DEFINITION", "Implant_Flag",
    "Life_Sustain_support_flag",
)  # fmt: skip
_OPENFDA = (
    "review_panel", "product_code", "device_name", "device_class", "unclassified_reason", "gmp_exempt_flag",
    "third_party_flag", "regulation_number", "submission_type_id", "definition", "implant_flag",
    "life_sustain_support_flag",
)  # fmt: skip
WORDS = Form(
    name="CSV with words",
    columns=("product_code", "device_type_name", "device_class", "regulation", "submission_type",
             "review_panel",
             "gmp_exempt", "third_party_eligible", "implant", "life_sustaining", "unclassified_reason",
             "definition"),
    code=_of_words,
    unused=("medical_specialty", "summary_malfunction_reporting", "physical_state", "technical_method",
            "target_area"),
)  # fmt: skip
STROKES = Form(
    name="foiclass.txt", columns=_STROKES, code=_of_marks(_STROKES),
    unused=("MEDICALSPECIALTY", "REVIEWCODE", "PHYSICALSTATE", "TECHNICALMETHOD", "TARGETAREA",
            "SummaryMalfunctionReporting"),
)  # fmt: skip
OPENFDA = Form(name="JSON of openFDA", columns=_OPENFDA, code=_of_marks(_OPENFDA))
