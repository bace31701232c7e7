"""With what do we help, and where?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fram.programme.support_states import TOPICS
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_body_for
from fram.web.programme.actions.offers import say_offer
from fram.web.programme.forms.offers import OfferForm
from fram.web.programme.queries import offers


@require_safe
def offers_page(request: DeskRequest, slug: str) -> HttpResponse:
    """List the topics with what the body says of each."""
    body = get_body_for(request.actor, slug, "organisation.see")
    return render(request, "programme/offers.html", {"organisation": body, "offers": offers.by_topic(body)})


@require_http_methods(["GET", "HEAD", "POST"])
def offer_page(request: DeskRequest, *, slug: str, topic: str) -> HttpResponse:
    """Ask whether, how and where the body helps with one topic."""
    body = get_body_for(request.actor, slug, "offer.change")
    if topic not in TOPICS:
        raise Http404("no such topic")
    held = next(one for one in offers.by_topic(body) if one.topic == topic)
    form = OfferForm(request.POST or None, offer=held.offer)
    if request.method == "POST" and form.is_valid():
        say_offer(by=request.actor, organisation=body, topic=topic, offered=form.offered)
        messages.success(request, _("Saved."))
        return redirect("programme:offers", body.slug)
    shown = {"organisation": body, "form": form, "words": held.words}
    return render(request, "programme/offer.html", shown, status=422 if form.errors else 200)
