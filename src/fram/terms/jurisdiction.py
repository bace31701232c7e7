"""Markets, their parts and their regimes: one list of codes and one table of aliases."""

from __future__ import annotations

from dataclasses import dataclass

from fram.terms.errors import Refused, did_you_mean

MARKETS = tuple(
    "NO SE DK FI IS DE AT CH FR BE NL LU GB IE ES IT PT PL EE US CA AU JP SG SA AE BR CN IN".split()
)
"""The markets Fram knows, ISO 3166 alpha-2, in the order they are listed."""

SUBDIVISIONS = {
    "GB-ENG": "GB", "GB-SCO": "GB", "GB-NIR": "GB", "GB-WLS": "GB", "CA-ON": "CA", "CA-QC": "CA",
}  # fmt: skip
GROUPS = ("EU", "EEA", "EFTA")
REGIMES = (
    "eu-mdr", "eu-ivdr", "uk", "ch", "us-fda", "ca", "au", "jp", "sg", "sa", "ae", "br", "cn", "in",
)  # fmt: skip
"""Device regimes, by their lower-case ids."""
LAWS_BESIDE = ("eu-ai-act", "eu-ehds", "eu-pld")
"""Laws that may bind a product beside device law; no device regimes, nobody holds a class under them."""

ALIASES = {
    "UK": "GB", "UK-ENG": "GB-ENG", "UK-SCO": "GB-SCO", "UK-NI": "GB-NIR", "UK-WLS": "GB-WLS", "EL": "GR",
    "ENGLAND": "GB-ENG", "SCOTLAND": "GB-SCO", "USA": "US", "UAE": "AE", "KSA": "SA", "EU/EEA": "EEA",
    "EUROPE": "EEA", "NORGE": "NO", "NORWAY": "NO", "SVERIGE": "SE", "SWEDEN": "SE", "GERMANY": "DE",
    "TYSKLAND": "DE", "DANMARK": "DK", "DENMARK": "DK",
}  # fmt: skip
REGIME_ALIASES = {
    "mdr": "eu-mdr", "ivdr": "eu-ivdr", "eu": "eu-mdr", "gb": "uk", "uk-mdr": "uk", "fda": "us-fda",
    "us": "us-fda", "eu-mdr/ivdr": "eu-mdr",
}  # fmt: skip
LAW_ALIASES = {
    "ai-act": "eu-ai-act", "aia": "eu-ai-act", "ehds": "eu-ehds", "pld": "eu-pld",
    "product-liability": "eu-pld",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place where a rule holds or a product is sold, by its settled code."""

    code: str

    @property
    def market(self) -> str:
        """The market this place is part of (``GB`` for ``GB-ENG``)."""
        return SUBDIVISIONS.get(self.code, self.code)


def market_code(text: str, *, where: str = "market") -> str:
    """Return the settled market code for what a person wrote (``uk`` → ``GB``), or refuse with a remedy."""
    code = ALIASES.get(text.strip().upper(), text.strip().upper())
    code = SUBDIVISIONS.get(code, code)
    if code in MARKETS:
        return code
    hint = did_you_mean(code, MARKETS)
    raise Refused(
        f"unknown market `{text}`", where=where, remedy=f"{hint} known: {' '.join(MARKETS)}".strip()
    )


def regime_id(text: str) -> str:
    """Return the settled id of a regime or a law beside for what was written (``EU-MDR`` → ``eu-mdr``)."""
    word = text.strip().lower()
    word = {**REGIME_ALIASES, **LAW_ALIASES}.get(word, word)
    known = (*REGIMES, *LAWS_BESIDE)
    if word in known:
        return word
    raise Refused(f"unknown regime `{text}`", remedy=f"{did_you_mean(word, known)} known: {' '.join(known)}")


def place_code(text: str) -> str:
    """Return the settled code of a market, a part of one or a group (``UK-ENG`` → ``GB-ENG``, ``EU``)."""
    code = ALIASES.get(text.strip().upper(), text.strip().upper())
    if code in MARKETS or code in SUBDIVISIONS or code in GROUPS:
        return code
    raise Refused(f"unknown place `{text}`", remedy=did_you_mean(code, (*MARKETS, *SUBDIVISIONS, *GROUPS)))
