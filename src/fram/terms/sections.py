"""The sections of a company's record: what it can share with a body, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fram.terms.facts.fact import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a record. Reads of a sensitive one are written into the log."""

    name: str
    words: Words
    holds: Words
    is_sensitive: bool = False


SECTIONS: Mapping[str, Section] = {
    section.name: section
    for section in (
        Section(
            name="company",
            words=Words(en="Company", nb="Selskapet"),
            holds=Words(
                en="Name, country, stage, people by function, where it sells today",
                nb="Navn, land, fase, folk etter funksjon, hvor det selger i dag",
            ),
        ),
        Section(
            name="money",
            words=Words(en="Money", nb="Penger"),
            holds=Words(en="Cash, burn, the next round, owners", nb="Kasse, forbruk, neste runde, eiere"),
            is_sensitive=True,
        ),
        Section(
            name="product",
            words=Words(en="Product", nb="Produktet"),
            holds=Words(
                en="What it is for, who uses it and where, what it claims",
                nb="Hva det er til, hvem som bruker det og hvor, hva det lover",
            ),
        ),
        Section(
            name="market-access",
            words=Words(en="Market access", nb="Markedsadgang"),
            holds=Words(
                en="Certificates, and the facts that decide class and route",
                nb="Sertifikater, og fakta som avgjør klasse og vei",
            ),
        ),
        Section(
            name="evidence",
            words=Words(en="Evidence", nb="Dokumentasjon"),
            holds=Words(en="The studies, the weak ones too", nb="Studiene, også de svake"),
        ),
        Section(
            name="price",
            words=Words(en="Price and worth", nb="Pris og verdi"),
            holds=Words(
                en="Price, cost to serve, savings, what the home market brought",
                nb="Pris, kostnad ved å betjene, besparelser, hva hjemmemarkedet har gitt",
            ),
            is_sensitive=True,
        ),
        Section(
            name="plan",
            words=Words(en="Plan", nb="Plan"),
            holds=Words(
                en="Plans, beliefs, findings and scenarios; a plan tells of money, price and evidence too",
                nb="Planer, anslag, funn og scenarioer; en plan røper også penger, pris og dokumentasjon",
            ),
            is_sensitive=True,
        ),
        Section(
            name="files",
            words=Words(en="Files", nb="Filer"),
            holds=Words(en="Documents laid in the record", nb="Dokumenter lagt i mappen"),
            is_sensitive=True,
        ),
        Section(
            name="support",
            words=Words(en="Support", nb="Hjelp"),
            holds=Words(en="Which other bodies help, with what", nb="Hvilke andre som hjelper, og med hva"),
        ),
    )
}
"""All sections by name, in the order in which they are shown."""
