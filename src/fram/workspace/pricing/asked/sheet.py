"""The page that buyers of a market are asked about prices with: who, what, which words, which steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from fram.access.buying.committee import Seat, committee
from fram.access.buying.market import BuyerKind, buyer_kinds_of
from fram.access.price.asked.answers import COLUMNS
from fram.access.price.asked.enough import LEAST
from fram.access.price.asked.ladder import COLUMNS as WHO
from fram.access.price.asked.steps import ladder_steps
from fram.knowledge.access.buying.price_questions import PriceQuestions, read_price_questions
from fram.terms.errors import Refused, did_you_mean
from fram.terms.jurisdiction import market_code
from fram.terms.money import Rate
from fram.terms.product import CompanyFile, Price, ProductProfile
from fram.workspace.company import read_company
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

Method = Literal["psm", "gg"]
METHODS: tuple[Method, ...] = ("psm", "gg")
GUARDS_MONEY = ("procurement", "finance", "contracts", "commissioner", "practice-manager")
"""Roles that know what may be paid, beside those that decide."""
LANGUAGE_NAMES = {"no": "nb"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of questions on price. ``seats``: whom to send it to; ``spoken``: the languages of the market.

    ``steps``: the prices of a ladder in ``currency``, empty for the four questions; ``own``: the firm's price
    in its own currency, ``local`` in the market's; ``rates`` it was converted by.
    """

    file: str
    company: str
    product: ProductProfile
    market: str
    method: Method
    on: date
    currency: str
    kind: BuyerKind
    spoken: tuple[str, ...]
    questions: PriceQuestions = field(repr=False)
    seats: tuple[Seat, ...] = field(repr=False)
    steps: tuple[float, ...] = ()
    local: float | None = None
    rates: tuple[Rate, ...] = ()
    wanted: int = LEAST

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.questions.lang

    @property
    def per(self) -> str:
        """What the price is for, in the page's language: per bed and month."""
        return per_of(self.product, self.questions)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles to tick, in the page's language."""
        named = (self.questions.roles[role] for role in role_ids(self.seats) if role in self.questions.roles)
        return (*named, self.questions.roles["other"])

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the file that the answers come back in."""
        if self.method == "psm":
            return COLUMNS
        return (*WHO, *(f"at_{plain_number(step)}" for step in self.steps))

    @property
    def answers_file(self) -> str:
        """The name of the file that the answers come back in."""
        return f"answers_{self.method}_{self.market}.csv"

    @property
    def is_held(self) -> bool:
        """Whether the page is in a language of the market."""
        return self.lang in self.spoken


def question_sheet(
    given: CompanyFile | str | Path, *, market: str, on: date, method: str = "psm", lang: str = ""
) -> Sheet:
    """Return the page that buyers of a market are asked about prices with.

    ``method``: ``psm`` for four prices, ``gg`` for a ladder around the firm's own price; ``lang``: the page's
    language, else the first of the market's that we hold, else English. Raises ``Refused`` for a market,
    method or language nobody knows, and for a ladder without a price to build it around.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    code, product = market_code(market, where="--market"), file.product
    head, rates = the_world().markets[code].head, Rates(on)
    chosen = _method(method)
    local = _local(product.price, currency=head.currency, rates=rates) if chosen == "gg" else None
    kind, seats = _seats(product, code)
    return Sheet(
        file=Path(given).name if not isinstance(given, CompanyFile) else "FILE", company=file.company.name,
        product=product, market=code, method=chosen, on=on, currency=head.currency, kind=kind,
        spoken=head.languages, questions=_questions(lang, spoken=head.languages), seats=seats,
        steps=ladder_steps(local) if local else (), local=local, rates=rates.used,
    )  # fmt: skip


@cache
def held_languages() -> dict[str, PriceQuestions]:
    """Return the questions by language, English first."""
    return read_price_questions(the_world().shelf)


def per_of(product: ProductProfile, questions: PriceQuestions) -> str:
    """Return what a price is for, in the language of the questions."""
    words, model = questions.per, product.price.model
    if model == "per-use":
        return words["use"]
    unit = words[product.unit_of_sale or "unit"]
    return words["once" if model == "one-off" else "month"].format(per=unit)


def role_ids(seats: tuple[Seat, ...]) -> tuple[str, ...]:
    """Return the roles to ask, by id, in the order of the table."""
    return tuple(seat.role.id for seat in seats)


def plain_number(amount: float) -> str:
    """Return an amount as a file has it: no grouping, no power of ten.

    >>> plain_number(1200000.0), plain_number(0.012)
    ('1200000', '0.012')
    """
    return f"{amount:.6f}".rstrip("0").rstrip(".")


def _method(word: str) -> Method:
    for one in METHODS:
        if one == word.strip().lower():
            return one
    raise Refused(
        f"unknown method `{word}`", where="--method", kind="usage",
        remedy="psm asks for four prices, gg for a yes or no at each step of a ladder",
    )  # fmt: skip


def _questions(lang: str, *, spoken: tuple[str, ...]) -> PriceQuestions:
    held = held_languages()
    if not lang:
        return held[next((one for one in spoken if one in held), "en")]
    code = LANGUAGE_NAMES.get(lang.strip().lower(), lang.strip().lower())
    if code not in held:
        listed = f"held: {', '.join(held)}"
        raise Refused(
            f"no questions in `{lang}`", where="--lang", kind="usage",
            remedy=" ".join(filter(None, (did_you_mean(code, held), listed))),
        )  # fmt: skip
    return held[code]


def _local(price: Price, *, currency: str, rates: Rates) -> float:
    if price.amount is None:
        raise Refused(
            "there is no price to build a ladder around", where="product.price.amount",
            remedy="give your best guess in the company file, or ask with --method psm, which needs none",
        )  # fmt: skip
    if price.currency == currency:
        return price.amount
    return price.amount * rates.nok_per(price.currency) / rates.nok_per(currency)


def _seats(product: ProductProfile, market: str) -> tuple[BuyerKind, tuple[Seat, ...]]:
    """Who at the table of the buyer decides, or guards the money."""
    kinds = buyer_kinds_of(product)
    kind: BuyerKind = kinds[0] if kinds else "hospital"
    table = committee(kind, known=the_world().committees, market=market, product=product)
    return kind, tuple(_asked(table))


def _asked(table: tuple[Seat, ...]) -> Iterator[Seat]:
    for seat in table:
        if seat.role.voice == "decides" or seat.role.id in GUARDS_MONEY:
            yield seat
