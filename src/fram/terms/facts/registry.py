"""All facts by name, and by every name they have elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts.fact import Alias, Fact, Value, Words, spoken
from fram.terms.jurisdiction import regime_id


@dataclass(frozen=True)
class FactRegistry:
    """All facts by name, in the order they are asked."""

    facts: Mapping[str, Fact]
    families: Mapping[str, Words] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts)

    def __contains__(self, name: object) -> bool:
        return name in self.facts

    def __getitem__(self, name: str) -> Fact:
        return self.resolve(name)

    @cached_property
    def _claims(self) -> Mapping[tuple[str | None, str], tuple[Fact, Alias]]:
        claims: dict[tuple[str | None, str], tuple[Fact, Alias]] = {}
        for fact in self:
            for alias in fact.aliases:
                key = (alias.regime, alias.name)
                if key in claims:
                    raise Refused(f"alias `{alias}` is claimed by {claims[key][0].name} and {fact.name}")
                claims[key] = (fact, alias)
        return claims

    def resolve(self, name: str, regime: str | None = None) -> Fact:
        """Return the fact behind a registry name, a case name (``EU-MDR:active``) or a pathway name.

        Without a regime a case name is taken only where all regimes mean the same fact by it.
        """
        return self._find(name, regime)[0]

    def translate(self, name: str, value: object, *, regime: str | None = None) -> tuple[Fact, Value | None]:
        """Return the fact and the settled value for a name and value written elsewhere.

        A regime's own word for a value (``IIa`` for Singapore's ``B``) and values that belong to another
        fact are turned on the way; a value nobody knows is refused.
        """
        fact, alias = self._find(name, regime)
        words = spoken(value)
        turned = alias.values.get(words[0]) if alias and words else None
        if turned is None:
            return fact, fact.read(value, where=name)
        if "=" in turned:
            other, turned = turned.split("=", 1)
            fact = self.facts[other]
        return fact, fact.read(turned, where=name)

    def _find(self, name: str, regime: str | None) -> tuple[Fact, Alias | None]:
        if regime is None and ":" in name:
            regime, name = name.split(":", 1)
        if regime is not None:
            claim = self._claims.get((regime_id(regime), name))
            if claim:
                return claim
        if name in self.facts:
            return self.facts[name], None
        if (None, name) in self._claims:
            return self._claims[None, name]
        return self._by_case_name(name, regime)

    def _by_case_name(self, name: str, regime: str | None) -> tuple[Fact, Alias | None]:
        meant = {fact.name: fact for (of, word), (fact, _) in self._claims.items() if of and word == name}
        if len(meant) == 1 and regime is None:
            return next(iter(meant.values())), None
        if meant and regime is None:
            raise Refused(f"`{name}` means {' or '.join(sorted(meant))}", remedy="name the regime with it")
        known = {*self.facts, *(word for of, word in self._claims if of is None)}
        known |= {word for of, word in self._claims if of and regime and of == regime_id(regime)}
        raise Refused(f"unknown fact `{name}`", where=regime or "", remedy=did_you_mean(name, known))

    def is_asked(self, fact: Fact, known: Mapping[str, Any]) -> bool:
        """Return whether what is known makes this fact worth asking (an open condition says: not yet)."""
        return all(
            bool(set(spoken(known.get(name))) & set(wanted)) for name, wanted in fact.asked_when.items()
        )

    def unknown(self, known: Mapping[str, Any], *, markets: Iterable[str] | None = None) -> tuple[Fact, ...]:
        """Return the facts still to be asked for, in order, for the given markets (None: all)."""
        wanted = None if markets is None else frozenset(markets)
        return tuple(
            fact
            for fact in self
            if known.get(fact.name) is None
            and not fact.is_worked_out
            and self.is_asked(fact, known)
            and (wanted is None or not fact.markets or wanted & set(fact.markets))
        )
