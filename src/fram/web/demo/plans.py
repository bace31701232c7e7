"""A first plan for the company that visitors look at: asked for here, computed by the desk's own worker."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fram.web.accounts.acting import actor_of
from fram.web.decide.actions import Wish, ask_for_plan
from fram.web.demo.places import Places
from fram.web.record.models import Product
from fram.web.record.queries.text import company_text

DRAWS = 20_000
TICKET = UUID(int=1)


def ask_for_first_plan(places: Places, *, on: date) -> None:
    """Ask for the plan of the first company's first product, in the name of its owner."""
    company = places.companies[0]
    product = Product.objects.filter(company=company).order_by("pk").first()
    assert product is not None
    wish = Wish(
        company_name=company.name, product_name=product.name, company_toml=company_text(company, product),
        markets=(), draws=DRAWS, seed=1, on_day=on, ticket=TICKET,
    )  # fmt: skip
    ask_for_plan(by=actor_of(places.people[company.pk][0].person), company=company, wish=wish)
