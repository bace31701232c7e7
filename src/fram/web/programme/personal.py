"""Where personal data lies in the tables of support."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.personal import (
    AS_LONG_AS_THE_RECORD,
    INTEREST,
    NUMBER_ONLY,
    THE_DESK,
    THE_PERSON,
    TO_SHOW_WHO,
    Erasing,
    Holding,
)

TO_HELP = _("to help companies together")

HOLDINGS = (
    Holding(
        model="programme.Support", what=_("Companies you help"), people=("adviser",),
        fields=("company", "body", "state", "suggested_at", "moved_at"),
        purpose=TO_HELP, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="programme.SupportStep", what=_("Where you said help stands"), people=("by",),
        fields=("support", "from_state", "to_state", "why", "at"), words=("why",),
        purpose=TO_SHOW_WHO, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="programme.Exemption", what=_("Times at which you stopped a service clock"), people=("by",),
        fields=("support", "reason", "starts_on", "days", "at"),
        purpose=TO_SHOW_WHO, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="programme.HandOver", what=_("Hand-overs you proposed, agreed to or ended"),
        people=("made_by", "agreed_by", "ended_by"),
        fields=("company", "from_body", "to_body", "message", "state", "made_at", "agreed_at", "ended_at"),
        words=("message",), writer="made_by",
        purpose=TO_SHOW_WHO, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="programme.Task", what=_("Tasks you gave, have or ended"),
        people=("person", "made_by", "ended_by"),
        # Whoever gave it may be out by now, and its words another's since: both sides change them.
        fields=("company", "state", "due_on", "made_at", "ended_at"),
        purpose=TO_HELP, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="programme.Thread", what=_("Conversations you began"), people=("started_by",),
        fields=("company", "subject", "started_at"), words=("subject",),
        purpose=TO_HELP, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="programme.Participant", what=_("Conversations you take part in, and people you brought in"),
        people=("person", "added_by"),
        fields=("thread", "organisation", "added_at", "read_at"),
        purpose=TO_HELP, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="programme.Message", what=_("Messages you wrote"), people=("author",),
        fields=("thread", "sent_at", "text"), words=("text",),
        purpose=TO_HELP, source=THE_PERSON, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
)  # fmt: skip
