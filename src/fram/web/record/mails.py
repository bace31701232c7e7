"""The letters the record writes."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fram.web.record.choices import name_of
from fram.workspace.company.exchange.certificates import Held


def expiry_mail(product: str, company: str, *, held: tuple[Held, ...]) -> tuple[str, str]:
    """Return subject and text of the notice that certificates run out, in the active language."""
    lang = get_language() or "en"
    lines = [(name_of("regime", one.regime, lang=lang), one) for one in held]
    subject = _("%(product)s: certificates that run out") % {"product": product}
    shown = {"product": product, "company": company, "lines": lines}
    text = render_to_string("record/mail/expiry.txt", shown)
    return " ".join(subject.split()), text.strip() + "\n"
