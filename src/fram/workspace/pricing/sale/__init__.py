"""What is left of a price in a market, what own deals brought of it, and what the buyer gets back."""

from fram.workspace.pricing.sale.chain import ChannelWaterfall, Drawn, channel_waterfall
from fram.workspace.pricing.sale.chain_told import waterfall_page
from fram.workspace.pricing.sale.deals import RealisedPrices, expected_block, realised_prices
from fram.workspace.pricing.sale.deals_told import realised_page
from fram.workspace.pricing.sale.hospital import Asked, HospitalReturn, hospital_return
from fram.workspace.pricing.sale.hospital_told import roi_page
from fram.workspace.pricing.sale.outputs import realised_json, roi_json, waterfall_json
from fram.workspace.pricing.sale.page import page_html, page_text, write_page

__all__ = [
    "Asked",
    "ChannelWaterfall",
    "Drawn",
    "HospitalReturn",
    "RealisedPrices",
    "channel_waterfall",
    "expected_block",
    "hospital_return",
    "page_html",
    "page_text",
    "realised_json",
    "realised_page",
    "realised_prices",
    "roi_json",
    "roi_page",
    "waterfall_json",
    "waterfall_page",
    "write_page",
]
