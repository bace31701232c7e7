"""How strangers try the routes of accounts."""

from __future__ import annotations

SLUG = {"slug": "nordlys"}
LOOKED_AFTER = "only for whoever runs the desk; test_my_data.py::test_nobody_else_looks_after_people"
ROUTES = {
    "accounts:organisation": lambda cast: SLUG,
    "accounts:sharing": lambda cast: SLUG,
    "accounts:share": lambda cast: {**SLUG, "body": "klyngen"},
    "accounts:share-again": lambda cast: {**SLUG, "body": "klyngen"},
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
    "accounts:invite-lead": "for whoever runs the desk; test_bodies_page.py::test_others_may_not",
    "accounts:start": "one's own places",
    "set_language": "the language of the pages",
    "accounts:policy": "the policy table is for anybody",
    "accounts:new": "registers a company of one's own",
    "accounts:invitation": (
        "for whoever has the link; "
        "test_invitations.py::test_under_another_address_it_is_explained_and_not_accepted"
    ),
    "accounts:waiting-invitation": (
        "one's own invitations; "
        "test_invitations.py::test_an_invitation_waits_on_the_page_of_whoever_proved_the_address"
    ),
    "accounts:first-person": (
        "for whoever has the one-time link of the machine; "
        "test_sign_up.py::test_with_somebody_here_there_is_no_first_person"
    ),
    "accounts:privacy": "the privacy note is for anybody",
    "accounts:me": "oneself",
    "accounts:my-print-out": "oneself",
    "accounts:my-print-out-file": "oneself",
    "accounts:erase-me": "oneself",
    "accounts:erased": "says that one is erased",
    "accounts:persons": "only for whoever runs the desk",
    "accounts:print-out": LOOKED_AFTER,
    "accounts:print-out-file": LOOKED_AFTER,
    "accounts:running": "only for whoever runs the desk; test_running.py::test_others_may_not",
    "accounts:erase-person": LOOKED_AFTER,
    "api:api-root": "the root of the API says nothing",
    "api:openapi-json": "what the API offers",
    "api:get_me": "oneself",
    "api:get_companies": "lists only what one may see; held by tests of its own",
    "ui:gallery": "components with invented content",
}
BODIES = {"api:put_sharing": {"sections": []}}
