"""What a product's health gain and savings are worth: price, comparison of options, budget impact."""

from fram.workspace.pricing.worth.compared import OptionsView, compare_options
from fram.workspace.pricing.worth.impact import BudgetAsked, BudgetView, budget_impact
from fram.workspace.pricing.worth.pages import WorthPage, page_html, page_text, write_worth_page
from fram.workspace.pricing.worth.stated import Asked, Draw
from fram.workspace.pricing.worth.told_impact import budget_json, budget_page
from fram.workspace.pricing.worth.told_options import options_json, options_page
from fram.workspace.pricing.worth.told_value import value_page
from fram.workspace.pricing.worth.valued import ValueView, value_based_price
from fram.workspace.pricing.worth.wire import value_json

__all__ = [
    "Asked",
    "BudgetAsked",
    "BudgetView",
    "Draw",
    "OptionsView",
    "ValueView",
    "WorthPage",
    "budget_impact",
    "budget_json",
    "budget_page",
    "compare_options",
    "options_json",
    "options_page",
    "page_html",
    "page_text",
    "value_based_price",
    "value_json",
    "value_page",
    "write_worth_page",
]
