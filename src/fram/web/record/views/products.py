"""Products of a company: a new one, variants and how they differ, putting away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_read
from fram.web.record.actions.products import add_product, archive_product, make_variant, unarchive_product
from fram.web.record.forms.exchanging import shown_differences
from fram.web.record.forms.products import ProductForm
from fram.web.record.queries.records import get_product
from fram.web.record.views.where import get_where


def new_product(request: DeskRequest, *, slug: str, product: str = "") -> HttpResponse:
    """Ask for the name of a new product, or of a variant of one, and add it."""
    where = get_where(request, slug, product=product, needs="record.edit")
    parent = where.record.product if product else None
    form = ProductForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            if parent:
                made = make_variant(by=request.actor, company=where.company, product=parent, name=name)
            else:
                made = add_product(by=request.actor, company=where.company, name=name)
            return redirect("record:product-overview", slug, made.slug)
        except Refused as refused:
            form.add_refused(refused)
    status = 422 if form.errors else 200
    shown = {"where": where, "company": where.company, "form": form, "parent": parent}
    return render(request, "record/new_product.html", shown, status=status)


def difference_page(request: DeskRequest, *, slug: str, product: str) -> HttpResponse:
    """Show how a variant differs from the product it was made from."""
    where = get_where(request, slug, product=product)
    variant = where.record.product
    if variant is None or variant.variant_of is None:
        raise Http404("no variant")
    found = shown_differences(variant.variant_of.content, variant.content, lang=where.lang)
    seen = [one for one in found if one.section in where.sections]
    for section in dict.fromkeys(one.section for one in seen):
        note_read(request.actor, where.company, section=section, subject="difference")
    shown = {"where": where, "company": where.company, "parent": variant.variant_of, "differences": seen}
    return render(request, "record/difference.html", shown)


def archive_page(request: DeskRequest, *, slug: str, product: str) -> HttpResponse:
    """Put a product away."""
    where = get_where(request, slug, needs="record.edit")
    found = get_product(where.company, product)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    archive_product(by=request.actor, company=where.company, product=found)
    messages.info(request, _("“%(name)s” was put away. It is listed below.") % {"name": found.name})
    return redirect("record:overview", slug)


def unarchive_page(request: DeskRequest, *, slug: str, product: str) -> HttpResponse:
    """Take a product out again."""
    where = get_where(request, slug, needs="record.edit")
    found = get_product(where.company, product)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    unarchive_product(by=request.actor, company=where.company, product=found)
    return redirect("record:product-overview", slug, found.slug)
