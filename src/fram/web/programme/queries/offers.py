"""What a body says it helps with."""

from __future__ import annotations

from dataclasses import dataclass

from fram.web.accounts.models import Organisation
from fram.web.programme.models import Offer, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOffer:
    """One topic, and what the body says of it; None where it does not help with it."""

    topic: str
    words: str
    offer: Offer | None


def by_topic(body: Organisation) -> list[TopicOffer]:
    """Return every topic with the body's offer."""
    held = {one.topic: one for one in Offer.objects.filter(body=body)}
    return [
        TopicOffer(topic=topic, words=str(words), offer=held.get(topic)) for topic, words in Topic.choices
    ]
