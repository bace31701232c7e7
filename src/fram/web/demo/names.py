"""Invented names. No company, body or person is meant; where one is called so, that is chance."""

from __future__ import annotations

INVENTED = "(invented)"

FIRST = (
    "Fjordpust", "Havblikk Sensor", "Lungelyd", "Brevind Helse", "Snøkrystall Diagnostikk", "Tindehjerte",
    "Vardepuls", "Solskritt Rehab", "Måltidslys", "Nattugle Søvnlab", "Stillevann Psyke", "Stingfri Kirurgi",
    "Kløverblad Onkologi", "Isbre Kjølekjede", "Lyngvev Sårpleie", "Perledråpe Blodprøve", "Ravnsyn Øye",
    "Sjøstjerne Barnehelse", "Kvitveis Kvinnehelse", "Granskog Hjemmetjeneste", "Tåkelur Astma",
    "Skjærgård Radiologi", "Bølgegang Hørsel", "Rognebær Diabetes", "Fjellbris Anestesi",
    "Polarrev Logistikk", "Lerkesang Demens", "Svaberg Ortopedi", "Myrull Hud", "Blåskjell Mikrobiologi",
    "Stjernekast Nevro", "Rundkjøring Flyt", "Vintermåne Intensiv", "Sommerfugl Fødsel",
    "Elveleie Nyre", "Trollgarn Robotikk",
)  # fmt: skip
"""The first words of invented companies; beyond them a number is added."""
BODIES = (
    ("cluster", "Helseklyngen Nordavind"), ("cluster", "Klyngen for nære tjenester"),
    ("agency", "Eksporthuset"), ("chamber", "Handelskammeret Vestover"), ("fund", "Frøfondet Spire"),
    ("hospital", "Innovasjonsposten ved Storfjord sykehus"),
)  # fmt: skip
GIVEN = (
    "Aksel", "Amina", "Anders", "Astrid", "Berit", "Bjarne", "Dina", "Egil", "Eline", "Farida", "Frøydis",
    "Gaute", "Guro", "Halvor", "Hedda", "Idunn", "Iver", "Jorunn", "Kaja", "Knut", "Leyla", "Magnus", "Marit",
    "Nils", "Oda", "Pål", "Ragnhild", "Sara", "Sigurd", "Solveig", "Tarjei", "Tiril", "Ulrik", "Vilde",
    "Wenche", "Yusuf", "Øyvind", "Åse",
)  # fmt: skip
FAMILY = (
    "Askeladd", "Bekkeblom", "Brattbakke", "Dalstrøk", "Eikeløv", "Fjellro", "Granli", "Hegglund", "Isdal",
    "Kvernhus", "Lyngmo", "Myrvang", "Nordlys", "Ospelund", "Rimfrost", "Selje", "Skogstjerne", "Solbakk",
    "Tjernsli", "Utsyn", "Varde", "Ytterøy", "Øvrebekk", "Ågotnes",
)  # fmt: skip


def company_name(number: int) -> str:
    """Return the name of the invented company with this number, 0 and up; each its own."""
    turn, place = divmod(number, len(FIRST))
    return f"{FIRST[place]}{f' {turn + 1}' if turn else ''} AS {INVENTED}"


def person_name(number: int) -> str:
    """Return the name of the invented person with this number, 0 and up."""
    family = FAMILY[(number * 7 + number // len(GIVEN)) % len(FAMILY)]
    return f"{GIVEN[number % len(GIVEN)]} {family} {INVENTED}"
