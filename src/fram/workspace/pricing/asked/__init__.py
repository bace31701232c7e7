"""What buyers say of the price: a page to ask them with, and their answers weighed up."""

from fram.workspace.pricing.asked.found import FourQuestions, PriceLadder, Sale, gabor_granger, van_westendorp
from fram.workspace.pricing.asked.four_told import four_json, four_page, four_text
from fram.workspace.pricing.asked.ladder_told import ladder_json, ladder_page, ladder_text
from fram.workspace.pricing.asked.sheet import Sheet, question_sheet
from fram.workspace.pricing.asked.sheet_files import answers_csv, sheet_html, write_sheet, write_sheets
from fram.workspace.pricing.asked.sheet_told import sheet_json, sheet_text

__all__ = [
    "FourQuestions", "PriceLadder", "Sale", "Sheet", "answers_csv", "four_json", "four_page", "four_text",
    "gabor_granger", "ladder_json", "ladder_page", "ladder_text", "question_sheet", "sheet_html",
    "sheet_json", "sheet_text", "van_westendorp", "write_sheet", "write_sheets",
]  # fmt: skip
