"""The addresses of the living record: of a company, and the same of one of its products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path

from fram.web.record.views import (
    documents,
    drafts,
    entries,
    exchange,
    history,
    lists,
    overview,
    page,
    products,
    start,
)

COMPANY, PRODUCT = "<slug:slug>/", "<slug:slug>/<slug:product>/"


def _both(rest: str, view: Any, *, name: str) -> Iterator[URLPattern]:
    """Yield an address of the company, and the same of one of its products."""
    yield path(f"{COMPANY}{rest}", view, name=name)
    yield path(f"{PRODUCT}{rest}", view, name=f"product-{name}")


app_name = "record"
urlpatterns = [
    path(f"{COMPANY}start/", start.start_page, name="start"),
    path(f"{COMPANY}new/", products.new_product, name="new-product"),
    path(f"{COMPANY}import/", exchange.import_page, name="import"),
    path(f"{COMPANY}files/", documents.files_page, name="files"),
    path(f"{COMPANY}files/<uuid:key>/", documents.file_content, name="file"),
    path(f"{COMPANY}files/<uuid:key>/remove/", documents.remove_page, name="remove-file"),
    path(f"{COMPANY}files/<uuid:key>/restore/", documents.restore_page, name="restore-file"),
    *_both("page/<slug:page>/draft/", drafts.keep_draft, name="draft"),
    *_both("page/<slug:page>/draft/drop/", drafts.drop_draft, name="drop-draft"),
    *_both("page/<slug:page>/new/", entries.new_entry, name="new-entry"),
    *_both("page/<slug:page>/<int:number>/", entries.entry_page, name="entry"),
    *_both("page/<slug:page>/<int:number>/remove/", lists.remove_entry, name="remove-entry"),
    *_both("page/<slug:page>/<int:number>/restore/", lists.restore_entry, name="restore-entry"),
    *_both("page/<slug:page>/<slug:entry>/draft/", drafts.keep_draft, name="entry-draft"),
    *_both("page/<slug:page>/<slug:entry>/draft/drop/", drafts.drop_draft, name="drop-entry-draft"),
    *_both("page/<slug:page>/", page.record_page, name="page"),
    *_both("export/", exchange.export_page, name="export"),
    *_both("record.<slug:form>", exchange.export_file, name="export-file"),
    *_both("history/", history.history_page, name="history"),
    *_both("history/<int:version>/bring-back/", history.bring_back_page, name="bring-back"),
    path(f"{PRODUCT}variant/", products.new_product, name="product-variant"),
    path(f"{PRODUCT}difference/", products.difference_page, name="product-difference"),
    path(f"{PRODUCT}archive/", products.archive_page, name="product-archive"),
    path(f"{PRODUCT}unarchive/", products.unarchive_page, name="product-unarchive"),
    *_both("", overview.overview_page, name="overview"),
]
