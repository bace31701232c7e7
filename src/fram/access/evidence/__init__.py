"""Which studies convince whom: the demands of regulators, assessors and payers, judged study by study."""
