"""Documents of a record: laid in, taken out, brought back, and thrown away in the end."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Organisation
from fram.web.record.files.kinds import kind_of, pieces
from fram.web.record.files.names import clean_name
from fram.web.record.files.place import lay_down, lying, throw_away
from fram.web.record.models import Product, StoredFile
from fram.web.ui.text import megabytes

MOST_OF_A_COMPANY = 500_000_000
"""Bytes that all documents of one company may take."""
KEPT_AFTER_REMOVAL = timedelta(days=30)
"""For so long a document that was taken out can be brought back."""
LOOSE_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A document as it came: its bytes, how its sender called it, and its true size."""

    file: BinaryIO
    name: str
    size: int
    product: Product | None = None


@action("file.change", says=gettext_lazy("added a file"))
def keep_file(*, by: Actor, company: Organisation, arrived: Arrived) -> StoredFile:
    """Lay a document in the record. Refused: too large, of a wrong kind, there already, no room left."""
    _refuse_size(arrived)
    kind, sha256 = kind_of(arrived.file, arrived.name), _hash(arrived.file)
    Organisation.objects.select_for_update().get(pk=company.pk)  # one upload of a company after another
    _refuse_known(company, sha256)
    _refuse_full(company, arrived.size)
    stored = StoredFile(
        company=company, product=arrived.product, name=clean_name(arrived.name), kind=kind, size=arrived.size,
        sha256=sha256, key=uuid.uuid4(), uploaded_by=by.person,
    )  # fmt: skip
    stored.save(force_insert=True)
    lay_down(arrived.file, company.pk, key=stored.key)
    changed(f"file {stored.pk}")
    return stored


@action("file.change", says=gettext_lazy("removed a file"))
def remove_file(*, by: Actor, company: Organisation, stored: StoredFile) -> StoredFile:
    """Take a document out; for thirty days it can be brought back."""
    stored.removed_at = timezone.now()
    stored.save(update_fields=["removed_at"])
    changed(f"file {stored.pk}")
    return stored


@action("file.change", says=gettext_lazy("brought back a file"))
def restore_file(*, by: Actor, company: Organisation, stored: StoredFile) -> StoredFile:
    """Bring a document back that was taken out. Refused where the same one is there by now."""
    stored.removed_at = None
    try:
        with transaction.atomic():
            stored.save(update_fields=["removed_at"])
    except IntegrityError:
        raise Refused(_("the same file is there already"), where="file") from None
    changed(f"file {stored.pk}")
    return stored


@action("site.work", says=gettext_lazy("threw away files that were removed long ago"))
def purge_files(*, by: Actor, now: datetime) -> int:
    """Throw away documents that were removed long ago, and bytes that belong to none; returns how many."""
    old = StoredFile.objects.filter(removed_at__lt=now - KEPT_AFTER_REMOVAL, purged_at=None)
    gone = list(old.select_for_update())  # so that none is brought back meanwhile
    StoredFile.objects.filter(pk__in=[stored.pk for stored in gone]).update(purged_at=now)
    for stored in gone:  # the bytes go once the row says so for good; what is left by a fault is swept later
        transaction.on_commit(partial(throw_away, stored.company_id, stored.key))
    return len(gone) + _sweep(now)


def _sweep(now: datetime) -> int:
    """Remove bytes that no row knows: their saving, or their throwing away, was broken off."""
    since = now - LOOSE_AFTER
    rows = StoredFile.objects.filter(Q(purged_at=None) | Q(purged_at__gt=since))
    known, before = set(rows.values_list("key", flat=True)), since.timestamp()
    loose = [(company, key) for company, key, at in lying() if key not in known and at < before]
    for company, key in loose:
        throw_away(company, key)
    return len(loose)


def _refuse_size(arrived: Arrived) -> None:
    if arrived.size > settings.LARGEST_UPLOAD:
        raise Refused(
            _("the file has %(size)d MB; there is room for %(most)d MB")
            % {"size": megabytes(arrived.size), "most": megabytes(settings.LARGEST_UPLOAD)},
            where="file", remedy=_("make it smaller, or send it in parts"),
        )  # fmt: skip
    if arrived.size == 0:
        raise Refused(_("the file is empty"), where="file", remedy=_("choose another"))


def _refuse_known(company: Organisation, sha256: str) -> None:
    known = StoredFile.objects.filter(company=company, sha256=sha256, removed_at=None).first()
    if known:
        raise Refused(
            _("the same file is there already, as “%(name)s”") % {"name": known.name}, where="file",
            remedy=_("nothing was added"),
        )  # fmt: skip


def _refuse_full(company: Organisation, size: int) -> None:
    lying = StoredFile.objects.filter(company=company, purged_at=None)  # what was removed can still come back
    held = lying.aggregate(all=Sum("size"))["all"] or 0
    if held + size > MOST_OF_A_COMPANY:
        raise Refused(
            _("there is no room left: all files together have at most %(most)d MB")
            % {"most": megabytes(MOST_OF_A_COMPANY)}, where="file",
            remedy=_("remove files you no longer need; their room is free after thirty days"),
        )  # fmt: skip


def _hash(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    for piece in pieces(file):
        digest.update(piece)
    return digest.hexdigest()
