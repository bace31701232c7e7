"""How strangers try the routes of the record."""

from __future__ import annotations

from typing import Any

from fram.web.record.actions.documents import Arrived, keep_file
from fram.web.record.actions.importing import Arrival, take_in
from fram.web.record.actions.products import make_variant
from fram.web.record.models import Product
from fram.web.record.queries.documents import documents, removed_documents
from fram.web.record.queries.records import get_record
from tests.web.cast import Cast

CONTENT: dict[str, Any] = {
    "company": {"name": "Nordlys (invented)", "cash_nok": 14_000_000, "monthly_burn_nok": 1_000_000},
    "product": {
        "name": "Vital", "kind": "device", "claims": ["It counts"],
        "certificates": [{"regime": "eu-mdr", "device_class": "IIa", "until": "2031-02-15"}],
    },
}  # fmt: skip


def product(cast: Cast) -> Product:
    """Nordlys' product, made when it is first asked for."""
    record = get_record(cast.nordlys)
    if record.product is None:
        kari = cast.actor(cast.kari)
        arrival = Arrival(profile=record.profile, product=None, content=CONTENT)
        made = take_in(by=kari, company=cast.nordlys, arrival=arrival)
        make_variant(by=kari, company=cast.nordlys, product=made, name="Vital home")
        return made
    return record.product


def of_company(**more: Any) -> Any:
    """Arguments for a route of the company."""

    def arguments(cast: Cast) -> dict[str, Any]:
        product(cast)
        return {"slug": "nordlys", **more}

    return arguments


def of_product(**more: Any) -> Any:
    """Arguments for a route of a product."""
    return lambda cast: {"slug": "nordlys", "product": product(cast).slug, **more}


def of_variant(**more: Any) -> Any:
    """Arguments for a route of the variant."""
    return lambda cast: {"slug": "nordlys", "product": f"{product(cast).slug}-home", **more}


def of_file(*, is_removed: bool = False) -> Any:
    """Arguments for a route of a document, one that is there or one that was removed."""

    def arguments(cast: Cast) -> dict[str, Any]:
        from io import BytesIO

        product(cast)
        found = (removed_documents if is_removed else documents)(cast.nordlys).first()
        if found is None:
            content = b"%PDF-1.7 removed" if is_removed else b"%PDF-1.7"
            arrived = Arrived(file=BytesIO(content), name="a.pdf", size=len(content))
            found = keep_file(by=cast.actor(cast.kari), company=cast.nordlys, arrived=arrived)
            if is_removed:
                from fram.web.record.actions.documents import remove_file

                remove_file(by=cast.actor(cast.kari), company=cast.nordlys, stored=found)
        return {"slug": "nordlys", "key": found.key}

    return arguments


BOTH = {
    "overview": {},
    "page": {"page": "money"},
    "draft": {"page": "money"},
    "drop-draft": {"page": "money"},
    "new-entry": {"page": "certificates"},
    "entry": {"page": "certificates", "number": 0},
    "remove-entry": {"page": "certificates", "number": 0},
    "restore-entry": {"page": "certificates", "number": 0},
    "entry-draft": {"page": "certificates", "entry": "new"},
    "drop-entry-draft": {"page": "certificates", "entry": "new"},
    "export": {},
    "export-file": {"form": "toml"},
    "history": {},
    "bring-back": {"version": 1},
}
ROUTES = {
    **{f"record:{name}": of_company(**more) for name, more in BOTH.items()},
    **{f"record:product-{name}": of_product(**more) for name, more in BOTH.items()},
    "record:start": of_company(),
    "record:new-product": of_company(),
    "record:import": of_company(),
    "record:files": of_company(),
    "record:file": of_file(),
    "record:remove-file": of_file(),
    "record:restore-file": of_file(is_removed=True),
    "record:product-variant": of_product(),
    "record:product-difference": of_variant(),
    "record:product-archive": of_product(),
    "record:product-unarchive": of_product(),
}
OPEN: dict[str, str] = {}
