"""What to find out next, by net worth: worth of asking, less its cost and what waiting for it costs.

Inputs that move the choice most by a first guess are valued one by one and, where the same people know
several, in one sitting; so are the others of such a sitting. Each is listed once: alone or in a sitting,
whichever leaves more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from fram.decide.asking.choice import Choice
from fram.decide.asking.found import Asking, NextQuestion, Rest
from fram.decide.asking.ground import Ground
from fram.decide.asking.single import Looked, idle, look, question_of
from fram.decide.asking.sittings import sit, sitting_question, sittings_of
from fram.decide.asking.topics import LEAST_SHARE, Topic, known_shares, topics_of
from fram.decide.model.inputs import INPUTS

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LOOKED_AT = 20
"""Inputs valued one by one, beside those of sittings."""
MOST_SITTINGS = 4
"""Sittings valued."""
RESTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What is asked about: inputs by name, markets by code for what differs between them; none: all."""

    inputs: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()

    def wants(self, topic: Topic) -> bool:
        """Whether a topic is asked about."""
        is_local = INPUTS[topic.name].scope != "product"
        near = not self.markets or (is_local and bool(self.markets & set(topic.markets)))
        return near and (not self.inputs or topic.name in self.inputs)


EVERYTHING = Only()


def next_question(ground: Ground, *, top: int = 12, only: Only = EVERYTHING) -> Asking:
    """Return what to find out next, at most ``top`` questions, best net worth first.

    The same ground gives the same questions. Nothing uncertain or nothing to choose: no question, and what
    the choice rests on. ``only``: the inputs or markets asked about; what is asked for is always valued.
    """
    choice = ground.choice
    cases = ground.by_market
    known = {m: ground.shares[m] for m in choice.markets if m in ground.shares}
    shares = known if len(known) == len(choice.markets) else known_shares(choice, cases, seed=ground.seed)
    uncertain = topics_of(choice, cases, shares=shares)
    topics = [one for one in uncertain if only.wants(one)]
    first = [one for one in topics if one.weight > 0 or only.inputs][:MOST_LOOKED_AT]
    sittings = sittings_of(topics, choice)[:MOST_SITTINGS]
    some = {one.assumption.id: one for one in (*first, *chain.from_iterable(sittings))}
    looked = [look(choice, one, ground=ground) for one in some.values()]
    paying = [question_of(choice, one, ground=ground) for one in looked if one.best.net_nok > 0]
    listed = _listed([*paying, *_sittings(choice, sittings, looked, ground)])
    worth_it = tuple(one for one in listed if one.net_nok > 0)
    asked = {at.assumption for one in worth_it for at in one.inputs}
    left = [one for one in looked if one.topic.assumption.id not in asked]
    return Asking(
        questions=worth_it[:top], idle=tuple(idle(choice, one) for one in left), today=choice.chosen,
        markets=choice.markets, beyond=choice.beyond, lasts=choice.lasts, room=choice.room,
        spend_nok=choice.spend_nok, evpi_nok=choice.evpi, uncertain=len(uncertain), looked_at=len(looked),
        rests=tuple(_rests(ground, shares)),
    )  # fmt: skip


def _sittings(
    choice: Choice, sittings: Iterable[Sequence[Topic]], looked: Iterable[Looked], ground: Ground
) -> list[NextQuestion]:
    """The sittings that leave something."""
    seen = {one.topic.assumption.id: one for one in looked}
    made = [sit(choice, [seen[one.assumption.id] for one in some], ground=ground) for some in sittings]
    return [sitting_question(choice, one, ground=ground) for one in made if one.best.net_nok > 0]


def _listed(found: Sequence[NextQuestion]) -> list[NextQuestion]:
    """The questions, best net worth first, each input once; a sitting only before its own inputs."""
    kept: list[NextQuestion] = []
    taken: set[str] = set()
    for one in sorted(found, key=lambda q: (-q.net_nok, len(q.inputs), q.inputs[0].assumption)):
        own = {at.assumption for at in one.inputs}
        if not own & taken:
            kept.append(one)
            taken |= own
    return kept


def _rests(ground: Ground, shares: Mapping[str, Mapping[str, float]]) -> Iterator[Rest]:
    """What the value of the market that stands first hangs on, most first."""
    leader = ground.ranked[0].market
    own = shares.get(leader) or ground.shares.get(leader) or {}
    for name in sorted(own, key=lambda name: (-own[name], name))[:RESTS]:
        if own[name] >= LEAST_SHARE:
            yield Rest(market=leader, input=name, share=own[name])
