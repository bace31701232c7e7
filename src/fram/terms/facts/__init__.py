"""The facts registry: every question Fram asks about a product, under one name, in plain words.

Rules, reimbursement conditions and worked cases use names of their own for the same fact. The registry knows
each of them as an alias, so that a fact is asked once and read everywhere. The words stand in the YAML files
of this folder, one per family; the knowledge floor loads them, because terms opens no file.
"""

from fram.terms.facts.fact import Alias, Fact, FactType, Value, Words, spoken
from fram.terms.facts.registry import FactRegistry

__all__ = ["Alias", "Fact", "FactRegistry", "FactType", "Value", "Words", "spoken"]
