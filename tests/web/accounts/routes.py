"""How strangers try the routes of accounts."""

from __future__ import annotations

SLUG = {"slug": "nordlys"}
ROUTES = {
    "accounts:organisation": lambda cast: SLUG,
    "accounts:sharing": lambda cast: SLUG,
    "accounts:share": lambda cast: {**SLUG, "body": "klyngen"},
    "accounts:log": lambda cast: SLUG,
    "accounts:log-file": lambda cast: {**SLUG, "form": "csv"},
    "api:get_company": lambda cast: SLUG,
    "api:get_sharing": lambda cast: SLUG,
    "api:put_sharing": lambda cast: {**SLUG, "body": "klyngen"},
    "api:get_log": lambda cast: SLUG,
}
OPEN = {
    "start": "one's own places",
    "set_language": "the language of the pages",
    "accounts:policy": "the policy table is for anybody",
    "api:api-root": "the root of the API says nothing",
    "api:openapi-json": "what the API offers",
    "api:get_me": "oneself",
    "api:get_companies": "lists only what one may see; held by tests of its own",
    "ui:gallery": "components with invented content",
}
BODIES = {"api:put_sharing": {"sections": []}}
