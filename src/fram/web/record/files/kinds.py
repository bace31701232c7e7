"""What a document is, seen from its bytes: a name that says otherwise is refused."""

from __future__ import annotations

import struct
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from fram.terms.errors import Refused

END_OF_PACKAGE = struct.Struct("<4s4H2LH")
LONGEST_COMMENT = 0xFFFF
KINDS = ("pdf", "docx", "xlsx", "pptx", "csv", "txt", "png", "jpg", "toml", "json")
"""What may be laid in a record, by the ending of its name."""
ALSO = {"jpeg": "jpg", "text": "txt", "md": "txt"}
OPENINGS: Mapping[str, bytes] = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
OFFICE: Mapping[str, str] = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
TEXTS = ("csv", "txt", "toml", "json")
PIECE = 1 << 16
LARGEST_LIST_OF_PARTS = 2_000_000
"""Bytes of the list at the end of a package: some ten thousand parts, where an office program writes some
hundred. A longer one is not even read, because reading it takes many times its size."""
LARGEST_TOML = 1_000_000
NOT_IN_TEXTS = frozenset(range(32)) - {9, 10, 12, 13}


def kind_of(file: BinaryIO, name: str) -> str:
    """Return what a document is; refuse what may not be laid in a record, or is not what its name says."""
    ending = PurePosixPath(name.lower()).suffix.removeprefix(".")
    kind = ALSO.get(ending, ending)
    if kind not in KINDS:
        raise Refused(
            _("a file of this kind cannot be taken"), where="file",
            remedy=_("send one of these: %(kinds)s") % {"kinds": ", ".join(KINDS)},
        )  # fmt: skip
    file.seek(0)
    if not _is(kind, file):
        raise Refused(
            _("the file is no %(kind)s, whatever its name says") % {"kind": kind}, where="file",
            remedy=_("save it again in its own program, and send that"),
        )  # fmt: skip
    file.seek(0)
    return kind


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file from its beginning in pieces that need little memory."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _is(kind: str, file: BinaryIO) -> bool:
    if kind in OPENINGS:
        return file.read(len(OPENINGS[kind])) == OPENINGS[kind]
    if kind in OFFICE:
        return _is_office(file, OFFICE[kind])
    return _is_text(file) and (kind != "toml" or _is_toml(file)) and (kind != "json" or _is_json(file))


def _is_office(file: BinaryIO, folder: str) -> bool:
    """A package of the program's own folder, without macros; nothing in it is unpacked."""
    if _list_of_parts(file) > LARGEST_LIST_OF_PARTS:
        return False
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    is_package = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return is_package and not has_macros


def _list_of_parts(file: BinaryIO) -> float:
    """The bytes of a package's list of parts as its end tells them; without end where there is none to read.

    A package of the larger form (ZIP64) is one that no office program writes at the size that may be sent.
    """
    size = file.seek(0, 2)
    file.seek(max(size - END_OF_PACKAGE.size - LONGEST_COMMENT, 0))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < END_OF_PACKAGE.size or b"PK\6\7" in tail[max(at - 20, 0) : at]:
        return float("inf")
    return float(END_OF_PACKAGE.unpack_from(tail, at)[5])


def _is_text(file: BinaryIO) -> bool:
    first = file.read(2)
    if first in (b"\xff\xfe", b"\xfe\xff"):  # spreadsheets write such texts with two bytes a letter
        return True
    return not any(NOT_IN_TEXTS & set(piece) for piece in pieces(file))


def _is_toml(file: BinaryIO) -> bool:
    file.seek(0)
    content = file.read(LARGEST_TOML + 1)
    try:
        return len(content) <= LARGEST_TOML and tomllib.loads(content.decode()) is not None
    except (ValueError, RecursionError):
        return False


def _is_json(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(PIECE).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
