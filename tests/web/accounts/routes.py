"""How strangers try the routes of accounts."""

from __future__ import annotations

SLUG = {"slug": "nordlys"}
ROUTES = {
    "accounts:organisation": lambda cast: SLUG,
    "accounts:sharing": lambda cast: SLUG,
    "accounts:share": lambda cast: {**SLUG, "body": "klyngen"},
    "accounts:log": lambda cast: SLUG,
    "accounts:log-file": lambda cast: {**SLUG, "form": "csv"},
    "accounts:people": lambda cast: SLUG,
    "accounts:invite": lambda cast: SLUG,
    "accounts:leave": lambda cast: SLUG,
    "accounts:member": lambda cast: {**SLUG, "pk": cast.per.memberships.get().pk},
    "accounts:take-back": lambda cast: {**SLUG, "pk": 1},
    "accounts:answer-invitation": lambda cast: {**SLUG, "pk": 1},
    "api:get_company": lambda cast: SLUG,
    "api:get_sharing": lambda cast: SLUG,
    "api:put_sharing": lambda cast: {**SLUG, "body": "klyngen"},
    "api:get_log": lambda cast: SLUG,
}
OPEN = {
    "accounts:bodies": "for whoever runs the desk; names bodies, no company",
    "accounts:invite-lead": "for whoever runs the desk; about a body, no company",
    "accounts:start": "one's own places",
    "set_language": "the language of the pages",
    "accounts:policy": "the policy table is for anybody",
    "accounts:new": "registers a company of one's own",
    "accounts:invitation": "for whoever has the link; held by tests of its own",
    "accounts:waiting-invitation": "one's own invitations; held by tests of its own",
    "accounts:first-person": "for whoever has the one-time link of the machine",
    "accounts:privacy": "the privacy note is for anybody",
    "accounts:me": "oneself",
    "accounts:my-print-out": "oneself",
    "accounts:my-print-out-file": "oneself",
    "accounts:erase-me": "oneself",
    "accounts:erased": "says that one is erased",
    "accounts:persons": "only for whoever runs the desk",
    "accounts:print-out": "only for whoever runs the desk; held by tests of its own",
    "accounts:print-out-file": "only for whoever runs the desk; held by tests of its own",
    "accounts:erase-person": "only for whoever runs the desk; held by tests of its own",
    "api:api-root": "the root of the API says nothing",
    "api:openapi-json": "what the API offers",
    "api:get_me": "oneself",
    "api:get_companies": "lists only what one may see; held by tests of its own",
    "ui:gallery": "components with invented content",
}
BODIES = {"api:put_sharing": {"sections": []}}
