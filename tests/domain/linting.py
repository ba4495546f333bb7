"""A sound programme and a well-staffed office, to be spoiled in one place: what the tests of the chain linter begin with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.calendar import OfficeCalendar
from domain.errors.lint import Finding
from domain.programme import Programme
from domain.programme.lint_office import Office
from domain.text import Text

Edit = Callable[[dict[str, Any]], None]
TODAY = date(2026, 11, 23)

#: A sound programme: two people for everything, bodies that meet, and nothing to be said about it.
WORDS: dict[str, Any] = {
    "programme": "sound",
    "title": {"de": "Richtig"},
    "roles": {"city": {"de": "Stadt"}, "clerk": {"de": "Geschäftsstelle"}, "office": {"de": "Amt"}},
    "administrators": ["office"],
    "withdrawn_by": ["city"],
    "bodies": [
        {"key": "council", "title": {"de": "Rat"}, "secretary": "clerk"},
        {"key": "committee", "title": {"de": "Ausschuss"}, "secretary": "clerk"},
    ],
    "proceedings": [
        {
            "key": "approval",
            "title": {"de": "Bewilligung"},
            "stages": [
                {"key": "application", "kind": "submission", "role": "city", "title": {"de": "Antrag"}},
                {
                    "key": "council", "kind": "meeting", "body": "council", "role": "clerk", "needs": ["application"],
                    "title": {"de": "Rat"},
                },
                {
                    "key": "committee", "kind": "meeting", "body": "committee", "role": "clerk", "by_referral": True,
                    "title": {"de": "Ausschuss"},
                },
                {
                    "key": "decision", "kind": "decision", "role": "office", "needs": ["council"], "four_eyes": True,
                    "within": {"weeks": 6}, "title": {"de": "Entscheidung"},
                },
            ],
        }
    ],
}  # fmt: skip
OFFICE = Office(
    title=Text(de="Amt"),
    calendar=OfficeCalendar("SN"),
    holders={role: frozenset({f"{role}-1", f"{role}-2"}) for role in WORDS["roles"]},
    covered=frozenset(),
    meeting=frozenset({"council", "committee"}),
    manned=frozenset({"council", "committee"}),
)


def a_programme(edit: Edit = lambda _words: None) -> Programme:
    words = Programme.model_validate(WORDS).model_dump(mode="json", exclude_defaults=True)
    edit(words)
    return Programme.model_validate(words)


def stage(words: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in words["proceedings"][0]["stages"] if one["key"] == key)


def only(found: list[Finding], kind: type[Finding]) -> Finding:
    """The one finding there is; its sentence has every value."""
    assert [type(one) for one in found] == [kind]
    assert "{" not in str(found[0])
    return found[0]


def holding(**roles: list[str]) -> Office:
    return replace(OFFICE, holders={**OFFICE.holders, **{role: frozenset(people) for role, people in roles.items()}})
