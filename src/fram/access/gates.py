"""Gates of security, privacy, hosting and interoperability: which bind, how long and how dear they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fram.access.spread import by_unit, estimate_on, months_on, side_by_side
from fram.access.tags import product_tags, says
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Truth, Unknown, any_of
from fram.terms.product import ProductProfile

Binding = Literal["law", "contract", "voluntary"]
BINDING: tuple[Binding, ...] = ("law", "contract", "voluntary")
"""Who makes a gate bind, from the firmest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate. ``one_of``: a group of which one is enough; ``held_by``: the facts that say it is passed.

    ``binding``: whether law or the buyer's contract asks for it, and ``basis`` the text that does;
    ``needs``: what the company must produce. ``of_firm``: a certificate about the whole firm, made once and
    shown wherever it is asked for. ``in_approval``: a part of the file for approval, so that its time and
    cost lie there. ``builds_on``: gates best passed first. ``checked``: the last day somebody saw that it
    still holds, where that is later than the reading of its source.
    """

    id: str
    name: Mapping[str, str]
    kinds: tuple[str, ...]
    who: Mapping[str, str]
    markets: tuple[str, ...]
    binding: Binding
    applies_to: tuple[str, ...]
    confidence: Confidence
    cite: Citation
    basis: Mapping[str, str] = field(default_factory=dict)
    area: str = ""
    since: date | None = None
    one_of: str = ""
    of_firm: bool = False
    in_approval: bool = False
    builds_on: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    months: Parameter | None = None
    cost: Parameter | None = None
    renew_months: int | None = None
    needs: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    checked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateCheck:
    """How one gate stands: YES it binds, NO it does not, UNKNOWN it may; ``missing`` would settle it."""

    gate: Gate
    binds: Truth
    because: Reason
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GatesResult:
    """All gates of a market for a product.

    ``months``: the longest of those that surely bind (they run side by side); ``costs``: the sum in each
    currency of those passed for this market, ``firm_costs`` of the certificates of the whole firm, which
    ``firm_gates`` names. Gates without a read figure count for nothing there and are named in ``unpriced``.
    """

    market: str
    checks: tuple[GateCheck, ...]
    months: Estimate | Unknown
    costs: tuple[Estimate, ...]
    unpriced: tuple[str, ...]
    firm_costs: tuple[Estimate, ...] = ()
    firm_gates: tuple[str, ...] = ()
    ask: str = ""

    @property
    def binding(self) -> tuple[GateCheck, ...]:
        """The gates that surely bind."""
        return tuple(check for check in self.checks if check.binds is Truth.YES)

    @property
    def possible(self) -> tuple[GateCheck, ...]:
        """The gates that may bind."""
        return tuple(check for check in self.checks if check.binds is Truth.UNKNOWN)

    @property
    def of_market(self) -> tuple[GateCheck, ...]:
        """The gates that bind or may bind, but for those that ``firm_costs`` pays for."""
        paid = {_group(check.gate) for check in self.checks if check.gate.id in self.firm_gates}
        asked = (c for c in (*self.binding, *self.possible) if not c.gate.in_approval)
        return tuple(c for c in asked if _group(c.gate) not in paid)

    @property
    def in_order(self) -> tuple[GateCheck, ...]:
        """The gates that bind or may bind in the order to take them up.

        What others build on comes first, then what surely binds, then law before contract; they may still
        run side by side.
        """
        asked = (*self.binding, *self.possible)
        carries = {other for check in asked for other in check.gate.builds_on}
        waiting = sorted(asked, key=lambda check: (check.gate.id not in carries, *_rank(check)))
        done: list[GateCheck] = []
        while waiting:
            left = {check.gate.id for check in waiting}
            ready = (check for check in waiting if not left.intersection(check.gate.builds_on))
            following = next(ready, waiting[0])
            waiting.remove(following)
            done.append(following)
        return tuple(done)


ELSEWHERE = ("customer", "hospital", "buyer", "premise", "none", "device", "kunde", "sykehus")
"""Words for hosting that is not ours: the customer's own machines, or the device itself."""
APPLIES: dict[str, Callable[[ProductProfile], tuple[Truth, str]]] = {
    "health-data": lambda p: (Truth.of(p.handles_health_data), "handles_health_data"),
    "cloud-health-data": lambda p: (Truth.of(p.handles_health_data) & _in_cloud(p), "hosting"),
    "software": lambda p: (_digital(p), "main_function_digital"),
    "software-not-device": lambda p: (_digital(p) & ~_medical(p), "is_medical_device"),
    "app": lambda p: (_tagged(p, "app"), "patient_facing"),
    "remote-monitoring": lambda p: (_tagged(p, "remote-monitoring"), "digital_function"),
    "connected-device": lambda p: _connected(p),
    "exchanges-records": lambda p: (_digital(p) & _fact(p, "fhir_ready"), "fhir_ready"),
    "record-system": lambda p: (_digital(p) & _records(p), "action_on_data"),
    "data-outside-eea": lambda p: (_leaves_eea(p), "health_data_in_eea"),
    "municipal": lambda p: (Truth.of(None if p.payer is None else p.payer == "municipality"), "payer"),
    "never": lambda p: (Truth.NO, ""),
}  # fmt: skip
"""What a gate may apply to, and the fact that settles it: a closed list."""


def gates(profile: ProductProfile, *, known: Iterable[Gate], market: str, on: date) -> GatesResult:
    """Return which gates of a market bind this product on a day, and what they take."""
    checks = tuple(_check(gate, profile, on=on) for gate in known if market in gate.markets)
    own = [c for c in checks if c.binds is Truth.YES and not c.gate.in_approval]
    counted = _one_of_each_group(own, on=on)
    timed = [months_on(check.gate.months, day=on) for check in counted]
    priced = [estimate_on(check.gate.cost, day=on) for check in counted]
    unpriced = tuple(
        check.gate.id for check, months, cost in zip(counted, timed, priced, strict=True)
        if isinstance(months, Unknown) and isinstance(cost, Unknown)
    )  # fmt: skip
    paid = [
        (check.gate, cost) for check, cost in zip(counted, priced, strict=True) if isinstance(cost, Estimate)
    ]
    return GatesResult(
        market=market, checks=checks, unpriced=unpriced,
        months=_longest([m for m in timed if isinstance(m, Estimate)], checks),
        costs=by_unit(cost for gate, cost in paid if not gate.of_firm),
        firm_costs=by_unit(cost for gate, cost in paid if gate.of_firm),
        firm_gates=tuple(gate.id for gate, _ in paid if gate.of_firm),
        ask=_most_missing(checks),
    )  # fmt: skip


def _check(gate: Gate, profile: ProductProfile, *, on: date) -> GateCheck:
    def said(binds: Truth, key: str, missing: tuple[str, ...] = ()) -> GateCheck:
        return GateCheck(
            gate=gate, binds=binds, missing=missing, because=Reason.of(key, cite=gate.cite, gate=gate.id)
        )

    if gate.since and on < gate.since:
        return said(Truth.NO, "gate-not-yet")
    if _is_passed(gate, profile, on=on):
        return said(Truth.NO, "gate-passed")
    judged = [APPLIES[tag](profile) for tag in gate.applies_to]
    binds = any_of(truth for truth, _ in judged)
    if binds is Truth.NO:
        return said(Truth.NO, "gate-not-for-this")
    if gate.binding == "voluntary":
        return said(Truth.NO, "gate-voluntary")
    if binds is Truth.UNKNOWN:
        missing = tuple(dict.fromkeys(ask for truth, ask in judged if truth is Truth.UNKNOWN))
        return said(Truth.UNKNOWN, "gate-may-bind", missing)
    return said(Truth.YES, "gate-binds")


def _is_passed(gate: Gate, profile: ProductProfile, *, on: date) -> bool:
    """Passed by facts, or by a valid certificate of the same name (``iso-27001`` for G-EU-ISO27001)."""
    facts = bool(gate.held_by) and all(says(profile, fact=fact) for fact in gate.held_by)
    valid = (c for c in profile.certificates if c.until is None or on < c.until)
    held = {c.regime.lower().replace("-", "") for c in valid} - {""}
    return facts or gate.id.lower().replace("-", "").endswith(tuple(held))


def _one_of_each_group(checks: Sequence[GateCheck], *, on: date) -> list[GateCheck]:
    """Of a group where one is enough, keep the quickest; a gate outside a group stays."""
    slowest_first = sorted(checks, key=lambda check: -_mean_months(check, on))
    kept = {_group(check.gate): check for check in slowest_first}
    return [check for check in checks if kept[_group(check.gate)] is check]


def _rank(check: GateCheck) -> tuple[bool, int]:
    return check.binds is not Truth.YES, BINDING.index(check.gate.binding)


def _group(gate: Gate) -> str:
    return gate.one_of or gate.id


def _mean_months(check: GateCheck, on: date) -> float:
    months = months_on(check.gate.months, day=on)
    return months.dist.mean if isinstance(months, Estimate) else 1e9


def _longest(timed: Sequence[Estimate], checks: Sequence[GateCheck]) -> Estimate | Unknown:
    if timed:
        return side_by_side(timed)
    if checks and all(check.binds is Truth.NO for check in checks):
        return Estimate(dist=Fixed(value=0), unit="months", origin=Origin.DEFAULT)
    return Unknown("no time was read for the gates here", ask="local-it")


def _most_missing(checks: Sequence[GateCheck]) -> str:
    asked = [name for check in checks for name in check.missing]
    return max(sorted(set(asked)), key=asked.count, default="")


def _in_cloud(profile: ProductProfile) -> Truth:
    """Hosting is free text: `cloud …` or `saas` is ours to answer for, what the customer runs is not."""
    words = profile.hosting.lower()
    if any(word in words for word in ("cloud", "saas", "sky")):
        return Truth.YES
    elsewhere = any(word in words for word in ELSEWHERE)
    return Truth.NO if elsewhere else Truth.UNKNOWN


def _leaves_eea(profile: ProductProfile) -> Truth:
    return Truth.of(profile.handles_health_data) & ~_fact(profile, "health_data_in_eea")


def _digital(profile: ProductProfile) -> Truth:
    return Truth.YES if profile.kind == "software" else _fact(profile, "main_function_digital")


def _medical(profile: ProductProfile) -> Truth:
    return Truth.YES if profile.kind in ("device", "ivd") else _fact(profile, "is_medical_device")


def _connected(profile: ProductProfile) -> tuple[Truth, str]:
    """A device that is software, or that sends its data to a cloud."""
    medical = _medical(profile)
    ask = "is_medical_device" if medical is Truth.UNKNOWN else "hosting"
    return medical & (_digital(profile) | _in_cloud(profile)), ask


def _records(profile: ProductProfile) -> Truth:
    action = profile.fact("action_on_data")
    return Truth.of(None if action is None else action in ("storage_communication_only", "viewing_only"))


def _tagged(profile: ProductProfile, tag: str) -> Truth:
    tags = product_tags(profile)
    return Truth.YES if tag in tags.sure else Truth.UNKNOWN if tag in tags.possible else Truth.NO


def _fact(profile: ProductProfile, name: str) -> Truth:
    return Truth.of(says(profile, fact=name))
