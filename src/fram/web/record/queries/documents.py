"""Documents of a record as pages list them and hand them out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from fram.web.accounts.log import SUBJECTS
from fram.web.accounts.models import Organisation
from fram.web.record.files.kinds import pieces
from fram.web.record.files.place import place_of
from fram.web.record.models import FileKind, StoredFile

CONTENT_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "json": "application/json",
    "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8", "toml": "application/toml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip


def documents(company: Organisation, *, text: str = "") -> QuerySet[StoredFile]:
    """Return the documents in a company's record, the newest first; ``text``: in their name or product."""
    found: QuerySet[StoredFile] = StoredFile.objects.filter(company=company, removed_at=None)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(product__name__icontains=text))
    return found.select_related("product", "uploaded_by")


def names_of(pks: Collection[int]) -> dict[int, str]:
    """Return what documents are called now, by number; nothing for those that were taken out."""
    return dict(StoredFile.objects.filter(pk__in=pks, removed_at=None).values_list("pk", "name"))


SUBJECTS["file"] = names_of


def removed_documents(company: Organisation) -> QuerySet[StoredFile]:
    """Return those that were taken out and can still be brought back."""
    found: QuerySet[StoredFile] = StoredFile.objects.filter(company=company, purged_at=None)
    return found.exclude(removed_at=None).order_by("-removed_at", "-pk")


def get_document(company: Organisation, key: UUID) -> StoredFile:
    """Return a document that is in the record, or 404."""
    return _one(documents(company), key)


def get_removed_document(company: Organisation, key: UUID) -> StoredFile:
    """Return a document that was taken out and can still be brought back, or 404."""
    return _one(removed_documents(company), key)


def bytes_of(stored: StoredFile) -> Iterator[bytes]:
    """Return the bytes of a document piece by piece, or 404 where they are gone from the disk."""
    place = place_of(stored.company_id, stored.key)
    if not place.is_file():
        raise Http404("the file is not on the disk")
    return _read(place)


def _read(place: Path) -> Iterator[bytes]:
    with place.open("rb") as file:  # opened when the first piece is asked for, closed after the last
        yield from pieces(file)


def content_type(stored: StoredFile) -> str:
    """Return what a browser is told it gets."""
    return CONTENT_TYPES.get(FileKind(stored.kind).value, "application/octet-stream")


def _one(found: QuerySet[StoredFile], key: UUID) -> StoredFile:
    stored = found.filter(key=key).first()
    if stored is None:
        raise Http404("no such file")
    return stored
