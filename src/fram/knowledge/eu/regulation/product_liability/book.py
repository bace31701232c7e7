"""The rule book of Directive (EU) 2024/2853: is it a product whose maker answers for harm without fault.

A directive binds through the law of each member state: what counts in court is the national act.
"""

from __future__ import annotations

from datetime import date

from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.terms.citation import Citation, Confidence

LEVELS = ("not-bound", "bound")
SINCE = date(2026, 12, 10)
"""The first day after 9 December 2026: what is placed on the market from then on falls under it."""


@rule("bound", id="product", since=SINCE,
      cite=Citation(title="Directive (EU) 2024/2853 on liability for defective products",
                    publisher="European Union", url="https://eur-lex.europa.eu/eli/dir/2024/2853/oj",
                    edition="read in copies of parts", place="Articles 2(1) and 4(1)",
                    read=date(2026, 11, 22)),
      confidence=Confidence.PARTLY_READ,
      )  # fmt: skip
def goods_and_software() -> Condition:
    """Goods and software placed on the market after 9 December 2026: the maker answers without fault."""
    return is_one_of("device_kind", "hardware", "software") | is_yes("is_ivd")


BOOK = RuleBook(
    id="eu-pld",
    version="2024/2853",
    order=LEVELS,
    rules=(goods_and_software,),
    covers="What counts as a product and from when; defects, proof and time limits are not coded",
    vocabulary={},
)
