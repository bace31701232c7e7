"""What kind of product this is, in the tags that gates use: what is sure, what may be."""

from __future__ import annotations

from dataclasses import dataclass

from fram.terms.product import ProductProfile

NARROWED = {
    "ward": "hospital", "intensive-care": "hospital", "operating-room": "hospital", "emergency": "hospital",
    "ambulance": "hospital", "laboratory": "hospital",
}  # fmt: skip
REMOTE = ("telemonitoring", "remote_diagnosis")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTags:
    """Tags that hold, tags that may hold, the settings, and the fact whose answer settles most."""

    sure: frozenset[str]
    possible: frozenset[str]
    settings: frozenset[str]
    ask: str = ""


def says(profile: ProductProfile, *, fact: str) -> bool | None:
    """Return a yes-or-no fact as a bool; None when nobody answered."""
    value = profile.fact(fact)
    return None if value is None else value in (True, "yes")


def product_tags(profile: ProductProfile) -> ProductTags:
    """Return the tags of a product. A product with several uses has several."""
    settings = frozenset(NARROWED.get(setting, setting) for setting in profile.settings)
    by_kind = {"software": _software, "device": _device, "ivd": _test}
    sure, possible, ask = by_kind.get(profile.kind, _service)(profile, settings)
    return ProductTags(sure=frozenset(sure), possible=frozenset(possible - sure), settings=settings, ask=ask)


def _software(profile: ProductProfile, settings: frozenset[str]) -> tuple[set[str], set[str], str]:
    function = profile.fact("digital_function")
    app = says(profile, fact="is_app"), says(profile, fact="patient_facing")
    sure: set[str] = set()
    possible: set[str] = set()
    if app == (True, True) or function in ("therapeutic", "remote_therapy"):
        sure.add("app")
    elif False not in app and (not settings or "home" in settings):
        possible.add("app")
    if function in REMOTE:
        sure.add("remote-monitoring")
    elif function is None and (not settings or "home" in settings):
        possible.add("remote-monitoring")
    if function == "decision_support" or app[1] is False:
        sure.add("clinical-software")
    elif function is None and (not settings or settings & {"hospital", "practice"}):
        possible.add("clinical-software")
    return sure, possible, "digital_function" if function is None else "patient_facing"


def _device(profile: ProductProfile, settings: frozenset[str]) -> tuple[set[str], set[str], str]:
    sure: set[str] = set()
    possible: set[str] = set()
    for fact, tag in (("implantable", "implant"), ("is_consumable_or_test", "consumable")):
        if says(profile, fact=fact):
            sure.add(tag)
    if profile.fact("digital_function") in REMOTE:
        sure.add("remote-monitoring")
    elif profile.fact("digital_function") is None and "home" in settings:
        possible.add("remote-monitoring")
    if "home" in settings or not settings:
        aid = says(profile, fact="is_physical_aid")
        (sure if aid else possible if aid is None else set()).add("aid-for-home")
    if "hospital" in settings:
        sure.add("hospital-device")
    elif not settings:
        possible.add("hospital-device")
    return sure, possible, "settings" if not settings else "digital_function"


def _test(profile: ProductProfile, settings: frozenset[str]) -> tuple[set[str], set[str], str]:
    consumable = says(profile, fact="is_consumable_or_test")
    possible = {"consumable"} if consumable is None else set()
    return ({"ivd", "consumable"} if consumable else {"ivd"}), possible, "is_consumable_or_test"


def _service(profile: ProductProfile, settings: frozenset[str]) -> tuple[set[str], set[str], str]:
    return set(), set(), ""
