"""The addresses of organisations, their people, sharing and the log, and of oneself."""

from __future__ import annotations

from django.urls import path

from fram.web.accounts.views import (
    bodies,
    invitations,
    log,
    me,
    organisation,
    people,
    policy,
    print_out,
    running,
    sharing,
    start,
)

app_name = "accounts"
urlpatterns = [
    path("", start.start_page, name="start"),
    path("policy/", policy.policy_page, name="policy"),
    path("organisations/new/", me.new_page, name="new"),
    path("organisations/<slug:slug>/", organisation.organisation_page, name="organisation"),
    path("organisations/<slug:slug>/sharing/", sharing.sharing_page, name="sharing"),
    path("organisations/<slug:slug>/sharing/<slug:body>/", sharing.share_page, name="share"),
    path("organisations/<slug:slug>/sharing/<slug:body>/again/", sharing.share_again, name="share-again"),
    path("organisations/<slug:slug>/log/", log.log_page, name="log"),
    path("organisations/<slug:slug>/log.<slug:form>", log.log_file, name="log-file"),
    path("organisations/<slug:slug>/people/", people.people_page, name="people"),
    path("organisations/<slug:slug>/people/invite/", invitations.invite_page, name="invite"),
    path("organisations/<slug:slug>/people/leave/", people.leave_page, name="leave"),
    path("organisations/<slug:slug>/people/<int:pk>/", people.member_page, name="member"),
    path("organisations/<slug:slug>/people/<int:pk>/back/", people.take_back, name="take-back"),
    path(
        "organisations/<slug:slug>/invitations/<int:pk>/",
        invitations.answer_invitation,
        name="answer-invitation",
    ),
    path("invitations/waiting/<int:pk>/", invitations.waiting_page, name="waiting-invitation"),
    path("invitations/<str:token>/", invitations.invitation_page, name="invitation"),
    path("welcome/<str:token>/", me.first_person_page, name="first-person"),
    path("bodies/", bodies.bodies_page, name="bodies"),
    path("bodies/<slug:body>/", bodies.invite_lead, name="invite-lead"),
    path("privacy/", me.privacy_page, name="privacy"),
    path("me/", me.me_page, name="me"),
    path("me/print-out/", print_out.my_print_out_page, name="my-print-out"),
    path("me/print-out.json", print_out.my_print_out_file, name="my-print-out-file"),
    path("me/erase/", print_out.erase_me_page, name="erase-me"),
    path("erased/", print_out.erased_page, name="erased"),
    path("persons/", print_out.persons_page, name="persons"),
    path("persons/<int:pk>/", print_out.print_out_page, name="print-out"),
    path("persons/<int:pk>/print-out.json", print_out.print_out_file, name="print-out-file"),
    path("persons/<int:pk>/running/", running.running_page, name="running"),
    path("persons/<int:pk>/erase/", print_out.erase_person_page, name="erase-person"),
]
