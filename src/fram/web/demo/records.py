"""The records of the universe: the invented companies that come with Fram, and others made after them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from simple_history.utils import bulk_create_with_history

import fram
from fram.web.accounts.models import Organisation
from fram.web.demo.names import INVENTED
from fram.web.demo.places import Places
from fram.web.record.models import Product, Profile
from fram.workspace.company.exchange.plain import content_from

FILES = (Path(fram.__file__).parent / "examples", Path(fram.__file__).parents[2] / "examples")
"""Where the invented companies lie: inside an installed package, or beside the code in a checkout."""
STORIES = ("nordlys-vital", "holokirurg", "rask", "sovn-app")
STAGES = ("idea", "prototype", "pilot", "first-sales", "scaling")


def stories() -> list[tuple[str, dict[str, Any]]]:
    """Return the four companies that come with Fram: name and content, Nordlys Vital first."""
    folder = next(place for place in FILES if place.is_dir())
    paths = {path.stem: path for path in folder.glob("*.toml")}
    ordered = [paths[stem] for stem in STORIES if stem in paths]
    ordered += [path for stem, path in sorted(paths.items()) if stem not in STORIES]
    found = [content_from(path.read_text(encoding="utf-8")) for path in ordered]
    return [(str(content["company"]["name"]), content) for content in found if "product" in content]


def fill_records(places: Places, *, rng: Random, now: datetime) -> None:
    """Give every company a record: the four their own files, the others one made after one of them."""
    told = dict(stories())
    kinds = list(told.values())
    profiles, products = [], []
    for number, company in enumerate(places.companies):
        content = told.get(company.name) or _made_after(kinds[number % len(kinds)], company, rng=rng, now=now)
        at = now - timedelta(days=rng.randint(1, 120))
        profiles.append(Profile(company=company, content=content["company"], version=1, changed_at=at))
        rest = {key: value for key, value in content.items() if key != "company"}
        name = rest["product"]["name"]
        products.append(
            Product(
                company=company, name=name, slug=company.slug[:40], content=rest, version=1, created_at=at,
                changed_at=at,
            )
        )  # fmt: skip
    bulk_create_with_history(profiles, Profile, batch_size=200)
    bulk_create_with_history(products, Product, batch_size=200)


def _made_after(
    pattern: dict[str, Any], company: Organisation, *, rng: Random, now: datetime
) -> dict[str, Any]:
    """Return a content like the pattern's, of another size, with its own gaps and its own certificates."""
    content = copy.deepcopy(pattern)
    factor = rng.choice((0.3, 0.5, 0.8, 1.2, 2.0))
    own, product = content["company"], content["product"]
    stem = company.name.replace(INVENTED, "").removesuffix(" ").removesuffix(" AS")
    own |= {
        "name": company.name, "cash_nok": round(own["cash_nok"] * factor, -5), "stage": rng.choice(STAGES),
        "monthly_burn_nok": round(own["monthly_burn_nok"] * factor, -4),
    }  # fmt: skip
    product["name"] = stem
    for name in ("finding", "scenario", "factor", "expected", "sequence"):
        content.pop(name, None)
    facts = product.get("facts", {})
    for name in rng.sample(sorted(facts), k=len(facts) // 3):
        del facts[name]
    if rng.random() < 0.4:
        own.pop("planned_round", None)
    _spread_ends(product.get("certificates", []), pick=rng.randint, now=now)
    return content


def _spread_ends(
    certificates: list[dict[str, Any]], *, pick: Callable[[int, int], int], now: datetime
) -> None:
    """Let certificates end between last spring and four years from now, so that some are due."""
    for held in certificates:
        if "until" in held:
            held["until"] = (now + timedelta(days=pick(-60, 1_400))).date().isoformat()
