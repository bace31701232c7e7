"""The tasks of a road: what is needed, done, perhaps to come, and how regimes on one road share work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fram.access.road.activity import Phase
from fram.access.road.itinerary import Itinerary, Standing, Stretch, itinerary
from fram.terms.product import Certificate
from tests.unit.access.invented_roads import DAY, activity, course, product

FIRST = course(
    activity("intended-purpose", length=1),
    activity("quality-system", after=("intended-purpose",), length=8, held_by=("iso-13485",)),
    activity("risk-file", after=("intended-purpose",), length=3, documents=("risk-file",)),
    activity("opinion", after=("quality-system",), length=6, phase=Phase.ASSESS, when={"medicine": ("yes",)}),
    activity("strict", after=("risk-file",), length=2, classes=("III",)),
    activity("review", after=("quality-system", "strict"), length=10, phase=Phase.ASSESS),
    activity("register", after=("review", "opinion"), length=1, phase=Phase.ASSESS),
)
SECOND = course(
    activity("quality-system", length=8),
    activity("agent", length=2),
    activity("listing", after=("quality-system", "agent"), length=1, phase=Phase.ASSESS),
    regime="uk",
)


def road(*, classes: tuple[str, ...] = ("IIa",), then: bool = False, **facts: object) -> Itinerary:
    stretches = [Stretch(course=FIRST, route="body", classes=classes)]
    if then:
        stretches.append(Stretch(course=SECOND, route="list", classes=("any",)))
    return itinerary(stretches, profile=product(**facts), on=DAY)


def standing(found: Itinerary) -> dict[str, str]:
    return {task.name: task.standing.value for task in found.tasks}


def test_a_task_of_another_class_is_dropped_and_what_waits_for_it_waits_for_what_it_waited_for() -> None:
    found = {task.name: task for task in road().tasks}
    assert "eu-mdr/strict" not in found
    assert set(found["eu-mdr/review"].after) == {"quality-system", "risk-file"}
    assert "eu-mdr/strict" in standing(road(classes=("III",)))


def test_a_condition_calls_for_a_task_drops_it_or_leaves_it_open() -> None:
    assert standing(road(medicine=True))["eu-mdr/opinion"] == "needed"
    assert "eu-mdr/opinion" not in standing(road(medicine=False))
    open_road = road()
    assert standing(open_road)["eu-mdr/opinion"] == "may-come"
    assert [task.missing for task in open_road.perhaps] == [("medicine",)]
    register = next(task for task in open_road.tasks if task.activity.id == "register")
    assert register.after == ("eu-mdr/review", "quality-system")  # not the opinion that may never come


def test_a_certificate_or_a_finished_document_puts_a_task_behind_the_company() -> None:
    stretches = [Stretch(course=FIRST, route="body", classes=("IIa",))]
    certified = replace(product(), certificates=(Certificate(regime="iso-13485"),))
    assert standing(itinerary(stretches, profile=certified, on=DAY))["quality-system"] == "done"
    expired = replace(product(), certificates=(Certificate(regime="iso-13485", until=date(2018, 1, 1)),))
    later = replace(product(), certificates=(Certificate(regime="iso-13485", held_on=date(2030, 1, 1)),))
    for profile in (expired, later):
        assert standing(itinerary(stretches, profile=profile, on=DAY))["quality-system"] == "needed"
    assert standing(road(documents_ready=("risk-file", "labelling")))["risk-file"] == "done"
    assert standing(road(documents_ready=("labelling",)))["risk-file"] == "needed"


def test_regimes_on_one_road_share_their_work_and_the_later_filing_waits_for_the_earlier_approval() -> None:
    found = {task.name: task for task in road(then=True).tasks}
    assert [name for name in found if "quality-system" in name] == ["quality-system"]
    assert found["uk/agent"].after == ()
    assert "eu-mdr/register" in found["uk/listing"].after


def test_documents_come_in_the_order_they_are_made_and_untimed_tasks_are_named() -> None:
    found = itinerary(
        [Stretch(course=course(activity("risk-file", documents=("risk-file", "labelling"), length=1),
                               activity("talk")), route="", classes=("I",))],
        profile=product(), on=DAY,
    )  # fmt: skip
    assert found.documents == ("risk-file", "labelling")
    assert found.untimed == ()  # no length is meant: a milestone
    assert all(task.standing is Standing.NEEDED for task in found.tasks)
