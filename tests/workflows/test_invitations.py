"""Members are invited by mail, with the meeting as a calendar file that keeps its UID and raises its sequence."""

from email import message_from_bytes, policy

import pytest
from icalendar import Calendar
from sqlalchemy import text

from domain.errors import Refusal
from domain.vocabulary import MeetingState
from notifications.compose import compose
from notifications.transports import RecordingTransport
from store.outbox import Posted
from tests.houses import findings, letters
from tests.meetings import FIRST, SECOND, a_meeting, now, put_on, secretary
from workflows.house import House
from workflows.letters import as_letter
from workflows.meetings import add_business, cancel, change_meeting, invite
from workflows.meetings.invitations import how_many
from workflows.post import PostOffice
from workflows.walk import catch_up


def invitations(house: House) -> list[Posted]:
    return [letter for letter in letters(house) if letter.template == "invitation"]


def members_of(house: House, count: int) -> None:
    """Let so many of the authority's people sit on the KG."""
    with house.database.transaction() as connection:
        connection.execute(text(
            "INSERT INTO body_member SELECT id, 'urban-ii-leipzig', 'kg', '2000-01-01', '', chair, 'portal' FROM "
            "(SELECT p.id, false AS chair FROM party p WHERE p.authority = 'leipzig' AND p.email <> '' "
            "AND NOT EXISTS (SELECT 1 FROM body_member m WHERE m.party = p.id) ORDER BY p.id LIMIT :count) AS chosen"
        ), {"count": count})  # fmt: skip


def file_of(letter: Posted) -> Calendar:
    return Calendar.from_ical(letter.attachment)


def event_of(letter: Posted) -> tuple[str, int, str]:
    (event,) = file_of(letter).walk("VEVENT")
    return str(event["uid"]), int(str(event["sequence"])), str(event["status"])


def test_whoever_is_invited_gets_one_mail_and_so_does_whoever_keeps_the_meetings(a_house: House) -> None:
    members_of(a_house, 3)
    meeting = a_meeting(a_house)
    assert invitations(a_house) == []

    after = invite(a_house, meeting.id, meeting.version, secretary(a_house))

    sent = invitations(a_house)
    assert len({letter.recipient.lower() for letter in sent}) == len(sent) == how_many(a_house, after) >= 3
    assert {letter.occasion for letter in sent} == {f"meeting:{meeting.id}:{after.sequence}"}
    assert secretary(a_house).person in {letter.addressee for letter in sent}
    assert all(letter.dossier is None and letter.state == "owed" for letter in sent)
    assert findings(a_house) == []


def test_a_meeting_nobody_was_invited_to_moves_and_is_cancelled_without_a_mail(a_house: House) -> None:
    meeting = a_meeting(a_house)
    moved = change_meeting(a_house, meeting.id, meeting.version, secretary(a_house), meets_at=SECOND)
    gone = cancel(a_house, meeting.id, moved.version, secretary(a_house), reason="Krankheit", roll_on=False)

    assert invitations(a_house) == []
    assert how_many(a_house, gone) == 0


def test_moved_and_cancelled_after_the_invitation_it_keeps_its_uid_and_raises_its_sequence(a_house: House) -> None:
    meeting = a_meeting(a_house)
    first = invite(a_house, meeting.id, meeting.version, secretary(a_house))
    moved = change_meeting(a_house, meeting.id, first.version, secretary(a_house), meets_at=SECOND, place="Saal 3")
    gone = cancel(a_house, meeting.id, moved.version, secretary(a_house), reason="Krankheit", roll_on=False)

    by_sequence = {event_of(letter)[1]: letter for letter in invitations(a_house)}
    assert sorted(by_sequence) == [first.sequence, moved.sequence, gone.sequence]
    assert len({event_of(letter)[0] for letter in by_sequence.values()}) == 1
    methods = [str(file_of(by_sequence[at])["method"]) for at in sorted(by_sequence)]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    assert event_of(by_sequence[gone.sequence])[2] == "CANCELLED"
    assert "Saal 3" in by_sequence[moved.sequence].text
    assert now(a_house, meeting).state is MeetingState.CANCELLED


def test_another_end_of_the_papers_is_no_reason_to_write(a_house: House) -> None:
    meeting = a_meeting(a_house)
    first = invite(a_house, meeting.id, meeting.version, secretary(a_house))
    before = len(invitations(a_house))
    change_meeting(a_house, meeting.id, first.version, secretary(a_house), papers_due="2026-11-30T12:00")

    assert len(invitations(a_house)) == before


def test_the_mail_holds_the_public_items_and_nothing_else_of_the_agenda(a_house: House) -> None:
    meeting = a_meeting(a_house)
    put_on(a_house, meeting, "2.2")
    add_business(a_house, meeting.id, "Verschwiegenes", False, secretary(a_house))
    add_business(a_house, meeting.id, "Verschiedenes", True, secretary(a_house))
    invite(a_house, meeting.id, now(a_house, meeting).version, secretary(a_house))

    for letter in invitations(a_house):
        assert "Quartiersmanagement" in letter.text
        assert "3 Verschiedenes" in letter.text
        whole = letter.text + letter.html + letter.subject + letter.attachment
        assert "Verschwiegenes" not in whole
        assert "Quartiersmanagement" not in letter.attachment + letter.subject


def test_nobody_learns_from_the_file_who_else_is_invited(a_house: House) -> None:
    members_of(a_house, 3)
    meeting = a_meeting(a_house)
    invite(a_house, meeting.id, meeting.version, secretary(a_house))

    for letter in invitations(a_house):
        (event,) = file_of(letter).walk("VEVENT")
        attendees = event["attendee"] if isinstance(event["attendee"], list) else [event["attendee"]]
        assert [str(one) for one in attendees] == [f"mailto:{letter.recipient}"]


def test_a_title_of_control_characters_and_line_breaks_cannot_end_a_line_of_the_file(a_house: House) -> None:
    meeting = a_meeting(a_house, place="Saal; METHOD:CANCEL, 2")
    invite(a_house, meeting.id, meeting.version, secretary(a_house))

    for letter in invitations(a_house):
        assert str(file_of(letter)["method"]) == "REQUEST"
        assert b"method=REQUEST" in compose(as_letter(letter))


async def test_what_is_sent_is_a_mail_with_both_bodies_and_the_file(a_house: House) -> None:
    meeting = a_meeting(a_house)
    invite(a_house, meeting.id, meeting.version, secretary(a_house))
    transport = RecordingTransport()
    await PostOffice(a_house, transport).empty()

    assert len(transport.envelopes) == len(invitations(a_house)) > 0
    message = message_from_bytes(transport.envelopes[0].data, policy=policy.default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    file = list(message.walk())[-1]
    assert file.get_param("method") == "REQUEST"
    assert file.get_content_disposition() == "attachment"
    payload = file.get_payload(decode=True)
    assert payload == invitations(a_house)[0].attachment.encode()
    assert {letter.state for letter in invitations(a_house)} == {"accepted"}


def test_a_refused_or_overtaken_change_owes_no_letter(a_house: House) -> None:
    meeting = a_meeting(a_house)
    first = invite(a_house, meeting.id, meeting.version, secretary(a_house))
    before = len(invitations(a_house))
    with pytest.raises(Refusal):
        invite(a_house, meeting.id, first.version, secretary(a_house))
    with pytest.raises(Refusal):
        change_meeting(a_house, meeting.id, meeting.version, secretary(a_house), meets_at=SECOND)

    assert len(invitations(a_house)) == before


def test_the_letters_of_cases_on_the_agenda_go_out_as_before(a_house: House) -> None:
    meeting = a_meeting(a_house, FIRST)
    put_on(a_house, meeting, "2.2")
    invite(a_house, meeting.id, now(a_house, meeting).version, secretary(a_house))
    catch_up(a_house)

    assert {letter.template for letter in letters(a_house)} >= {"scheduled", "invitation"}
