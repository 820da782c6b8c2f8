"""Everybody the documents name, and the posts they held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practices.demo import story
from practices.demo.facts import facts
from practices.models import Appointment, CommissioningGroup, Person, Practice

Body = Appointment.Body


def load_people() -> int:
    """Write the people and their appointments; how many rows."""
    about = facts("practices", "people")
    people = {fact["key"]: Person(name=fact["name"]) for fact in about["people"]}
    Person.objects.bulk_create(people.values())
    appointments = [
        Appointment(person=people[fields.pop("person")], **fields) for fields in _appointments(about)
    ]
    Appointment.objects.bulk_create(appointments)
    return len(people) + len(appointments)


def _appointments(about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    group = CommissioningGroup.objects.select_related("pct").get(slug=story.GROUP)
    executive = about["executive_2008_09"]
    yield from _members(executive, Body.EXECUTIVE, group=group)
    yield from _members(about["executive_2006_07"], Body.EXECUTIVE, group=group)
    yield from _members(about["board_2006"], Body.BOARD, group=group)
    yield from _members(about["pct_support_team_2006_07"], Body.SUPPORT_TEAM, pct=group.pct)
    practices = Practice.objects.in_bulk(field_name="ods_code")
    for order, post in enumerate(about["practice_posts"]):
        yield {
            "person": post["person"],
            "body": Body.PRACTICE,
            "practice": practices[post["practice"]],
            "post": post["post"],
            "order": order,
            "started_on": executive["from"],
        }


def _members(table: dict[str, Any], body: str, **organisation: Any) -> Iterator[dict[str, Any]]:
    """One appointment for each member of a body; a member without a stated role is a member."""
    for member in table["members"]:
        yield {
            "person": member["person"],
            "body": body,
            "post": ", ".join(member.get("roles", [])) or member.get("role", "Member"),
            "responsibilities": member.get("responsibilities", []),
            "order": member["order"],
            "started_on": table["from"],
            "ended_on": table["to"],
            **organisation,
        }
