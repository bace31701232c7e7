"""Rules as code: dated parameters, rules with citations, three-valued verdicts, what-if reforms."""
