"""What accounts and the libraries under it hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.personal.holding import AGREEMENT, INTEREST, Erasing, Holding

THE_PERSON = _("the person")
THE_DESK = _("the desk, while it is used")
AS_LONG_AS_THE_ACCOUNT = _("as long as the account: two years after the last sign-in")
AS_LONG_AS_THE_RECORD = _("as long as the organisation's record")
NUMBER_ONLY = _("It shows who did what; after erasing only a number without a name is left.")
TO_SIGN_IN = _("to sign in safely")
TO_SHOW_WHO = _("to be able to show who did what with a company's record")

HOLDINGS = (
    Holding(
        model="accounts.Person", what=_("Your account"), people=("pk",),
        fields=(
            "email", "name", "language", "created_at", "last_login", "is_site_admin", "is_invented",
            "purpose", "source", "basis", "keep_until",
        ),
        purpose=_("to sign in and to be named for what was done"), source=THE_PERSON, basis=AGREEMENT,
        kept=AS_LONG_AS_THE_ACCOUNT, on_erasing=Erasing.BLANK,
        blank=("email", "name", "language", "password", "last_login"), why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="account.EmailAddress", what=_("Your e-mail addresses"), people=("user",),
        fields=("email", "verified", "primary"), purpose=_("to sign in, and to write to you"),
        source=THE_PERSON, basis=AGREEMENT, kept=AS_LONG_AS_THE_ACCOUNT, on_erasing=Erasing.ERASE,
    ),
    Holding(
        model="account.EmailConfirmation", what=_("Messages sent to prove an address"),
        people=("email_address__user",), fields=("created", "sent"), purpose=TO_SIGN_IN, source=THE_DESK,
        basis=AGREEMENT, kept=_("three days"), on_erasing=Erasing.ERASE,
    ),
    Holding(
        model="mfa.Authenticator", what=_("Your authenticator app, passkeys and recovery codes"),
        people=("user",), fields=("type", "created_at", "last_used_at"), purpose=TO_SIGN_IN,
        source=THE_PERSON, basis=AGREEMENT, kept=AS_LONG_AS_THE_ACCOUNT, on_erasing=Erasing.ERASE,
    ),
    Holding(
        model="socialaccount.SocialAccount", what=_("Accounts elsewhere that you sign in with"),
        people=("user",), fields=("provider", "uid", "extra_data", "date_joined", "last_login"),
        purpose=TO_SIGN_IN, source=_("the identity provider you chose"), basis=AGREEMENT,
        kept=AS_LONG_AS_THE_ACCOUNT, on_erasing=Erasing.ERASE,
    ),
    Holding(
        model="socialaccount.SocialToken", what=_("Tokens of identity providers (none are kept)"),
        people=("account__user",), fields=("expires_at",), purpose=TO_SIGN_IN,
        source=_("the identity provider you chose"), basis=AGREEMENT, kept=_("not kept"),
        on_erasing=Erasing.ERASE,
    ),
    Holding(
        model="usersessions.UserSession", what=_("Browsers in which you are signed in"), people=("user",),
        fields=("created_at", "last_seen_at", "ip", "user_agent"),
        purpose=_("to let you see and end your sessions"), source=THE_DESK, basis=INTEREST,
        kept=_("14 days"), on_erasing=Erasing.ERASE,
    ),
    Holding(
        model="accounts.Membership", what=_("Organisations you belong to, and belonged to"),
        people=("person",), fields=("organisation", "role", "joined_at", "ended_at"),
        purpose=_("to know who may see and change what"), source=_("the organisation that invited you"),
        basis=AGREEMENT, kept=AS_LONG_AS_THE_RECORD, on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="accounts.Invitation", what=_("Invitations to your addresses"), people=("accepted_by",),
        email="email",
        fields=("organisation", "email", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"),
        purpose=_("to invite into an organisation"), source=_("a member of the organisation"), basis=INTEREST,
        kept=_("90 days after it ended"), on_erasing=Erasing.ERASE,
    ),
    Holding(
        model="accounts.Invitation", what=_("Invitations you sent"), people=("invited_by",),
        fields=("organisation", "role", "created_at"), purpose=_("to know who invited whom"), source=THE_DESK,
        basis=INTEREST, kept=_("90 days after it ended"), on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="accounts.Consent", what=_("Consents you gave or withdrew for a company"),
        people=("given_by", "withdrawn_by"),
        fields=("company", "body", "section", "given_at", "withdrawn_at"),
        purpose=_("to prove that the company consented"), source=THE_DESK, basis=INTEREST,
        kept=AS_LONG_AS_THE_RECORD, on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
    Holding(
        model="accounts.Entry", what=_("The log of what you did"), people=("person",),
        fields=("at", "verb", "kind", "organisation", "company", "section", "subject", "changes"),
        purpose=TO_SHOW_WHO, source=THE_DESK, basis=INTEREST,
        kept=AS_LONG_AS_THE_RECORD, on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
)  # fmt: skip

NOT_PERSONAL = {
    "accounts.Organisation.name": "names an organisation",
    "auth.Group.name": "unused: the policy table takes its place",
    "auth.Permission.name": "unused: the policy table takes its place",
    "auth.Permission.codename": "unused: the policy table takes its place",
    "django_tasks_database.DBTaskResult.backend_name": "names a part of the program",
    "django_tasks_database.DBTaskResult.queue_name": "names a queue",
    "socialaccount.SocialApp.name": "names an identity provider",
}
