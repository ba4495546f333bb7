"""The chain linter over the shipped programmes and the offices that run them."""

from pathlib import Path

from config.load import load_programme
from domain.errors.lint import EventWithoutLetter, LetterWithoutTemplate, NobodyCanRecord, NoMeetings, NoMembers, Severity
from domain.events import Submitted
from domain.text import Text
from notifications.catalogue import CATALOGUE, SILENT, Row
from store.people import party_id
from store.staffing import covered
from store.tables.duties import DeputyRow
from store.tables.meetings import BodyMemberRow, MeetingRow
from tests.houses import KG, LEIPZIG, ROOT
from workflows.house import House
from workflows.inbox import newest
from workflows.linting import letter_findings, lint

PROGRAMMES = [load_programme(path).programme for path in sorted((ROOT / "config/programmes").glob("*.yaml"))]


def kinds(house: House, key: str = LEIPZIG) -> dict[type[object], int]:
    found: dict[type[object], int] = {}
    for one in lint(house, newest(house, key)[0]):
        found[type(one)] = found.get(type(one), 0) + 1
    return found


def test_no_shipped_programme_has_an_error(a_house: House) -> None:
    wrong = [str(one) for programme in PROGRAMMES for one in lint(a_house, programme) if one.severity is Severity.ERROR]

    assert wrong == []
    assert len(PROGRAMMES) >= 2


def test_every_kind_of_stage_has_its_letters_or_is_meant_to_have_none() -> None:
    assert [str(one) for programme in PROGRAMMES for one in letter_findings(programme)] == []


def test_an_event_nobody_is_told_about_and_a_letter_without_text_are_found(tmp_path: Path) -> None:
    leipzig = next(programme for programme in PROGRAMMES if programme.programme == LEIPZIG)
    without = [row for row in CATALOGUE if row.event is not Submitted]
    untold = [one for one in letter_findings(leipzig, without) if isinstance(one, EventWithoutLetter)]
    new = Row(Submitted, "nowhere", Text(de="Neu"))
    unwritten = [one for one in letter_findings(leipzig, [*CATALOGUE, new]) if isinstance(one, LetterWithoutTemplate)]
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "nowhere.txt").write_text("Neu", "utf-8")
    half = list(letter_findings(leipzig, [new], SILENT | {row.event for row in CATALOGUE}, tmp_path))

    assert [one.values["event"] for one in untold] == ["Submitted"]
    assert [one.values["language"] for one in unwritten] == ["de", "en"]
    assert [one.values["language"] for one in half] == ["en"]


def test_meetings_and_members_are_asked_of_the_store(a_house: House) -> None:
    assert kinds(a_house)[NoMeetings] == kinds(a_house)[NoMembers] == 1
    with a_house.database.transaction() as connection:
        connection.execute(MeetingRow.__table__.insert().values(  # type: ignore[attr-defined]
            id="m" * 32, authority="leipzig", programme=LEIPZIG, body="kg", meets_at="2027-03-01T18:00", place="Rathaus",
            state="scheduled", papers_due="", present="", sequence=0, version=1, changed_at=a_house.now(),
        ))  # fmt: skip
        connection.execute(BodyMemberRow.__table__.insert().values(  # type: ignore[attr-defined]
            party=party_id("leipzig", KG), programme=LEIPZIG, body="kg", since="2026-01-01", until="", chair=True,
            kept_by="portal",
        ))  # fmt: skip

    assert NoMeetings not in kinds(a_house)
    assert NoMembers not in kinds(a_house)


def test_a_cancelled_meeting_and_a_member_who_left_do_not_count(a_house: House) -> None:
    with a_house.database.transaction() as connection:
        connection.execute(MeetingRow.__table__.insert().values(  # type: ignore[attr-defined]
            id="m" * 32, authority="leipzig", programme=LEIPZIG, body="kg", meets_at="2027-03-01T18:00", place="Rathaus",
            state="cancelled", papers_due="", present="", sequence=0, version=1, changed_at=a_house.now(),
        ))  # fmt: skip
        connection.execute(BodyMemberRow.__table__.insert().values(  # type: ignore[attr-defined]
            party=party_id("leipzig", KG), programme=LEIPZIG, body="kg", since="2020-01-01", until="2026-01-01", chair=True,
            kept_by="portal",
        ))  # fmt: skip

    assert kinds(a_house)[NoMeetings] == kinds(a_house)[NoMembers] == 1


def test_deputies_cover_whom_they_stand_in_for_in_the_programme_they_are_named_for(a_house: House) -> None:
    absent = party_id("leipzig", KG)
    with a_house.database.transaction() as connection:
        connection.execute(DeputyRow.__table__.insert().values(  # type: ignore[attr-defined]
            id="d" * 32, authority="leipzig", absent=absent, deputy=party_id("leipzig", "sachbearbeitung"),
            programme=LEIPZIG, since="2026-12-01", until="2026-12-24", noted_at=a_house.now(),
        ))  # fmt: skip
        here = covered(connection, "leipzig", LEIPZIG, "2026-11-23")
        later = covered(connection, "leipzig", LEIPZIG, "2026-12-25")
        elsewhere = covered(connection, "leipzig", "berlin-aktionsfonds", "2026-11-23")

    assert here == frozenset({absent})
    assert not later
    assert not elsewhere


def test_without_anybody_in_a_role_the_stage_is_an_error(a_house: House) -> None:
    with a_house.database.transaction() as connection:
        connection.exec_driver_sql(
            f"DELETE FROM assignment WHERE role IN ('applicant', 'case_officer') AND programme = '{LEIPZIG}'"
        )

    assert kinds(a_house)[NobodyCanRecord] == 2
