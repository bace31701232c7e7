"""Where personal data lies in the tables of the record."""

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

HOLDINGS = (
    Holding(
        model="record.Draft", what=_("Answers you have begun and not saved"), people=("person",),
        fields=("company", "page", "answers", "saved_at"), purpose=_("so that nothing typed is lost"),
        source=THE_PERSON, basis=INTEREST, kept=_("until they are saved or thrown away"),
        on_erasing=Erasing.ERASE, words=("answers",),
    ),
    Holding(
        model="record.Reminder", what=_("Notices of certificates that run out, sent to you"),
        people=("person",), fields=("company", "product", "certificate", "days_before", "sent_at"),
        purpose=_("to remind each person once"), source=THE_DESK, basis=INTEREST,
        kept=AS_LONG_AS_THE_RECORD, on_erasing=Erasing.ERASE, words=("product", "certificate"),
    ),
    Holding(
        model="record.StoredFile", what=_("Files you added"), people=("uploaded_by",),
        fields=("company", "name", "size", "uploaded_at", "removed_at"), words=("name",),
        purpose=TO_SHOW_WHO, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="record.HistoricalProfile", what=_("Versions of a company's record that you saved"),
        people=("history_user",),
        fields=("company", "version", "history_date"),
        purpose=TO_SHOW_WHO, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="record.HistoricalProduct", what=_("Versions of a product's record that you saved"),
        people=("history_user",),
        fields=("company", "name", "version", "history_date"), words=("name",),
        purpose=TO_SHOW_WHO, source=THE_DESK, basis=INTEREST, kept=AS_LONG_AS_THE_RECORD,
        on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
)  # fmt: skip
NOT_PERSONAL = {
    "record.Product.name": "names a product",
}
