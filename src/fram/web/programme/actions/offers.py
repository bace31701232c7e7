"""What a body says it helps with."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.programme.support_states import TOPICS
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import NAMES, action, changed
from fram.web.accounts.models import Organisation
from fram.web.programme.models import Offer, Topic

NAMES.update(Topic.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """How a body helps with a topic, and where (nowhere named: anywhere)."""

    markets: tuple[str, ...] = ()
    words: str = ""


@action("offer.change", says=gettext_lazy("changed what the body helps with"))
def say_offer(*, by: Actor, organisation: Organisation, topic: str, offered: Offered | None) -> Organisation:
    """Put an offer in place of what the body said of a topic before; None: it does not help with it."""
    if topic not in TOPICS or (offered and not set(offered.markets) <= set(MARKETS)):
        raise Refused(_("choose among the topics and markets of the list"))
    if offered is None:
        Offer.objects.filter(body=organisation, topic=topic).delete()
        changed(f"-{topic}")
        return organisation
    Offer.objects.update_or_create(
        body=organisation, topic=topic, defaults={"markets": list(offered.markets), "words": offered.words}
    )
    changed(f"+{topic}")
    return organisation
