"""Who was put on a body, and taken off one, stands among the changes people can look up."""

from datetime import date

from portal.office.people import told
from tests.houses import KG, LEIPZIG, RP
from wording.language import speak
from workflows.house import House
from workflows.inbox import person
from workflows.meetings.members import Place, add_member, end_member
from workflows.roster_change import known_programmes


def test_seats_on_bodies_are_told_in_words(a_house: House) -> None:
    place, secretary = Place("leipzig", LEIPZIG, "kg"), person(a_house, "leipzig", LEIPZIG, KG)
    add_member(a_house, place, RP, secretary, since=date(2002, 7, 1))
    end_member(a_house, place, RP, secretary, until=date(2003, 6, 30))

    speak("en")
    with a_house.database.reading() as connection:
        found = told(connection, "leipzig", known_programmes(connection))
        unknown = told(connection, "leipzig", {})
    speak("de")

    assert [(one.handle, one.what) for one in found] == [
        (RP, "Sits on KG until 30 June 2003"), (RP, "Sits on KG from 1 July 2002 on"),
    ]  # fmt: skip
    assert [one.what for one in unknown] == ["Sits on kg until 30 June 2003", "Sits on kg from 1 July 2002 on"]
