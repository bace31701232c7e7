"""What the pages of the record are called and ask, and the places of the file that each claims."""

from __future__ import annotations

from collections.abc import Mapping

from fram.terms.facts import Words

PAGES: Mapping[str, tuple[Words, Words, tuple[str, ...]]] = {
    "company": (
        Words(en="Company", nb="Selskapet"),
        Words(en="Which company is it?", nb="Hvilket selskap er det?"),
        ("company",),
    ),
    "people": (
        Words(en="People", nb="Folk"),
        Words(en="Who works there?", nb="Hvem jobber der?"),
        ("company.staff",),
    ),
    "money": (
        Words(en="Cash and burn", nb="Kasse og forbruk"),
        Words(en="How long does the money last?", nb="Hvor lenge rekker pengene?"),
        (
            "company.cash_nok",
            "company.monthly_burn_nok",
            "company.next_decision_months",
            "company.planned_round",
        ),
    ),
    "ownership": (
        Words(en="Owners", nb="Eiere"),
        Words(en="Who owns the company?", nb="Hvem eier selskapet?"),
        ("company.ownership",),
    ),
    "product": (
        Words(en="Product", nb="Produktet"),
        Words(en="What is the product?", nb="Hva er produktet?"),
        ("product",),
    ),
    "price": (
        Words(en="Price", nb="Pris"),
        Words(en="What does it cost?", nb="Hva koster det?"),
        ("product.price",),
    ),
    "home": (
        Words(en="Home market", nb="Hjemmemarkedet"),
        Words(en="What has the home market brought?", nb="Hva har hjemmemarkedet gitt?"),
        ("product.home", "product.customers_won_last_year"),
    ),
    "worth": (
        Words(en="Worth to patients", nb="Verdi for pasienter"),
        Words(en="What is it worth to patients?", nb="Hva er det verdt for pasientene?"),
        ("product.severity", "product.health_gain"),
    ),
    "sequence": (
        Words(en="Rules for launches", nb="Regler for lanseringer"),
        Words(en="What must launches keep to?", nb="Hva må lanseringer holde seg til?"),
        ("sequence",),
    ),
}
"""Pages with one form: name, question, places."""

LISTS: Mapping[str, tuple[str, Words, Words]] = {
    "convertibles": (
        "company.ownership.convertibles",
        Words(en="Convertible loans", nb="Konvertible lån"),
        Words(en="Which loans may become shares?", nb="Hvilke lån kan bli aksjer?"),
    ),
    "claims": (
        "product.claims",
        Words(en="Claims", nb="Påstander"),
        Words(en="What do you claim in sales talk?", nb="Hva hevder dere i salg?"),
    ),
    "certificates": (
        "product.certificates",
        Words(en="Certificates", nb="Sertifikater"),
        Words(
            en="Which approvals and standards do you hold?", nb="Hvilke godkjenninger og standarder har dere?"
        ),
    ),
    "evidence": (
        "product.evidence",
        Words(en="Studies", nb="Studier"),
        Words(en="Which studies are there?", nb="Hvilke studier finnes?"),
    ),
    "savings": (
        "product.savings",
        Words(en="Savings", nb="Besparelser"),
        Words(en="What is the buyer spared?", nb="Hva spares kjøperen for?"),
    ),
    "surveys": (
        "product.surveys",
        Words(en="Price surveys", nb="Prisundersøkelser"),
        Words(en="What did buyers say of the price?", nb="Hva sa kjøpere om prisen?"),
    ),
    "expected": (
        "expected",
        Words(en="Beliefs", nb="Anslag"),
        Words(en="What do you believe about the plan's inputs?", nb="Hva tror dere om inndataene i planen?"),
    ),
    "findings": (
        "finding",
        Words(en="Findings", nb="Funn"),
        Words(en="What have you found out?", nb="Hva har dere funnet ut?"),
    ),
    "factors": (
        "factor",
        Words(en="What moves together", nb="Det som trekker samme vei"),
        Words(en="What moves several inputs together?", nb="Hva trekker flere inndata samme vei?"),
    ),
    "scenarios": (
        "scenario",
        Words(en="Scenarios", nb="Scenarioer"),
        Words(en="What if?", nb="Hva om?"),
    ),
    "covenants": (
        "sequence.covenants",
        Words(en="Covenants", nb="Lånevilkår"),
        Words(en="Which covenants do lenders set?", nb="Hvilke vilkår stiller långiverne?"),
    ),
    "under-way": (
        "sequence.under_way",
        Words(en="Launches under way", nb="Lanseringer i gang"),
        Words(en="Which launches are decided?", nb="Hvilke lanseringer er besluttet?"),
    ),
}
"""Pages with a list of entries: the place of the list, name, question."""
