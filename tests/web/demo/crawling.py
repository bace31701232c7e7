"""Follows the links of the desk, as a reader would, and tells what each page took."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

OF_A_ROUTE = 3
"""Addresses of one route that are tried: pages of a list are alike."""
LINK = re.compile(r'<a\b[^>]*\shref="([^"#]+)"')
NO_PAGES = ("/static/", "/language/", "/account/logout/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found at one address."""

    route: str
    status: int
    queries: int
    html: str


def crawl(browser: Client, *, of_a_route: int = OF_A_ROUTE) -> dict[str, Seen]:
    """Follow links from the start; at most a few addresses of each route."""
    waiting, known = deque(["/", "/?stay=1"]), {"/", "/?stay=1"}
    tried: Counter[str] = Counter()
    seen: dict[str, Seen] = {}
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        tried[route] += 1
        if tried[route] > of_a_route:
            continue
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address)
        is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
        html = answer.content.decode() if is_page and not answer.streaming else ""
        if answer.status_code in (301, 302):
            found = [answer["Location"]]
        else:
            seen[address] = Seen(route=route, status=answer.status_code, queries=len(asked), html=html)
            found = LINK.findall(html)
        for link in found:
            target = urljoin(address, unescape(link))
            parts = urlsplit(target)
            inside = not parts.netloc and not parts.path.startswith(NO_PAGES)
            if inside and target not in known:
                known.add(target)
                waiting.append(target)
    return seen


def route_of(address: str) -> str:
    """Return the name of the route that an address leads to, or the address itself."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address
