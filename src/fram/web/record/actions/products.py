"""Products of a company: a new one, a variant of one, putting away and taking out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Organisation
from fram.web.record.actions.saving import keep
from fram.web.record.models import Product
from fram.web.ui.text import free_slug
from fram.workspace.company.pages import with_value

RESERVED = (
    "certificates", "export", "files", "history", "import", "new", "page", "products", "record", "start",
)  # fmt: skip
"""Words that stand for pages where the word of a product would stand."""


@action("record.edit", says=gettext_lazy("added a product"))
def add_product(*, by: Actor, company: Organisation, name: str) -> Product:
    """Add a product that says only its name. Refused where one of that name is there."""
    return made(company, name, content={}, by=by)


@action("record.edit", says=gettext_lazy("made a variant of a product"))
def make_variant(*, by: Actor, company: Organisation, product: Product, name: str) -> Product:
    """Add a product that begins as a copy of another and remembers which."""
    return made(company, name, content=product.content, by=by, variant_of=product)


@action("record.edit", says=gettext_lazy("put a product away"))
def archive_product(*, by: Actor, company: Organisation, product: Product) -> Product:
    """Take a product out of the lists; it can be taken out again."""
    Product.objects.filter(pk=product.pk, archived_at=None).update(archived_at=timezone.now())
    changed(product.slug)
    return product


@action("record.edit", says=gettext_lazy("took a product out again"))
def unarchive_product(*, by: Actor, company: Organisation, product: Product) -> Product:
    """Bring a product back that was put away."""
    Product.objects.filter(pk=product.pk).update(archived_at=None)
    changed(product.slug)
    return product


def made(
    company: Organisation,
    name: str,
    *,
    content: Mapping[str, Any],
    by: Actor,
    variant_of: Product | None = None,
) -> Product:
    """Return a new product with its first version. Refused where the name is taken or empty."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("the product has no name yet"), where="name", remedy=_("give it one"))
    names = Product.objects.filter(company=company).open().values_list("name", flat=True)
    if any(one.casefold() == name.casefold() for one in names):
        raise Refused(
            _("there is a product of this name already"), where="name",
            remedy=_("choose another name, or open that one"),
        )  # fmt: skip
    own = Product.objects.filter(company=company)
    slug = free_slug(name, among=own, usual="product", reserved=RESERVED)
    fresh = Product(company=company, name=name[:200], slug=slug, variant_of=variant_of)
    changed(fresh.slug)
    try:
        kept = keep(fresh, with_value(content, "product.name", value=name[:200]), by=by, why="new product")
    except IntegrityError:  # another request took the same word at the same moment
        raise Refused(
            _("this was added a moment ago"), where="name", remedy=_("open it from the list")
        ) from None
    assert isinstance(kept, Product)
    return kept
