"""The ecosystem as use cases: who can help a company now, with reasons, and why others cannot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fram.ecosystem.support import Offer, seeker
from fram.ecosystem.support import support as match_support
from fram.knowledge.ecosystem import read_offers
from fram.matching.kernel import Match, Matches
from fram.terms.jurisdiction import MARKETS
from fram.terms.reading import plain
from fram.workspace.company import read_company
from fram.workspace.world import the_world

SHOWN = 12
PARTS = {
    "needs": {"en": "meets your needs", "nb": "møter behovene deres"},
    "breadth": {"en": "several of them", "nb": "flere av dem"},
    "market": {"en": "your markets", "nb": "markedene deres"},
    "stage": {"en": "your stage", "nb": "fasen deres"},
    "call": {"en": "open now", "nb": "åpent nå"},
    "terms": {"en": "all terms met", "nb": "alle vilkår oppfylt"},
    "read": {"en": "source read", "nb": "kilden er lest"},
}
RULES = {
    "still-runs": {"en": "whether it still runs", "nb": "om det fortsatt finnes"},
    "for-this-country": {"en": "whether it is for your country", "nb": "om det er for landet deres"},
    "for-firms": {"en": "firms cannot apply themselves", "nb": "bedrifter kan ikke søke selv"},
    "call-open": {"en": "the call is not open", "nb": "utlysningen er ikke åpen"},
    "right-stage": {"en": "another stage", "nb": "en annen fase"},
    "right-market": {"en": "other markets", "nb": "andre markeder"},
    "right-product": {"en": "another kind of product", "nb": "en annen type produkt"},
    "right-payer": {"en": "another payer", "nb": "en annen betaler"},
    "right-staff": {"en": "another size of firm", "nb": "en annen bedriftsstørrelse"},
    "young-enough": {"en": "the age of the firm", "nb": "bedriftens alder"},
    "special-terms": {"en": "special terms", "nb": "særlige vilkår"},
}
WORDS = {
    "en": {
        "none": "No offer fits what the file says now.",
        "unsure": "not certain",
        "left": "Left out",
        "because": "because",
        "more": "and {count} more: see --json",
        "unchecked": "unchecked",
    },
    "nb": {
        "none": "Ingen tilbud passer til det filen sier nå.",
        "unsure": "ikke sikkert",
        "left": "Utelatt",
        "because": "fordi",
        "more": "og {count} til: se --json",
        "unchecked": "ikke kontrollert",
    },
}


def support(path: str | Path, *, on: date, markets: Sequence[str] = ()) -> Matches[Offer]:
    """Return the support bodies and funding that fit a company, best first, and what was left out."""
    file = read_company(path, on=on)
    abroad = tuple(markets) or tuple(m for m in MARKETS if m not in file.company.markets_served)
    who = seeker(file.company, product=file.product, markets=abroad, on=on)
    return match_support(who, offers=read_offers(the_world().shelf))


def support_text(found: Matches[Offer], lang: str = "en") -> str:
    """Return the matches as plain text in one language."""
    words = WORDS[lang]
    lines = [line for item in found.ranked[:SHOWN] for line in _lines(item, lang)] or [words["none"]]
    if len(found.ranked) > SHOWN:
        lines.append(words["more"].format(count=len(found.ranked) - SHOWN))
    reasons: dict[str, int] = {}
    for left in found.left_out:
        reasons[left.why_not] = reasons.get(left.why_not, 0) + 1
    counted = ", ".join(f"{RULES[why][lang]} ({count})" for why, count in sorted(reasons.items()))
    return "\n".join([*lines, "", f"{words['left']}: {counted}"])


def _lines(found: Match[Offer], lang: str) -> list[str]:
    offer, words = found.item, WORDS[lang]
    name = offer.name.get(lang) or offer.name["en"]
    checked = "" if offer.confidence.value == "read" else f" [{words['unchecked']}]"
    why = ", ".join(PARTS[w.part][lang] for w in found.why if w.points > 0)
    lines = [f"{found.score:5.1f}  {name} · {offer.body}{checked}", f"       {words['because']}: {why}"]
    if found.unsure:
        lines.append(f"       {words['unsure']}: {', '.join(RULES[rule][lang] for rule in found.unsure)}")
    return [*lines, f"       {offer.cite.url}"] if offer.cite.url else lines


def support_json(found: Matches[Offer]) -> str:
    """Return the matches as JSON text."""
    return json.dumps(plain(found), ensure_ascii=False, indent=1, sort_keys=True)
