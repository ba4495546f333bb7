"""Replaying what happens around the bodies: agendas, proposals, conditions, conflicts, bids, each by whoever did it."""

from pathlib import Path

import pytest

from config.load import load_sample
from domain.errors import NoSuchPerson
from domain.events import Decided, Recorded, Resolved
from domain.events.meetings import (
    BidReceived,
    ConditionSettled,
    ConflictDeclared,
    Proposed,
    Scheduled,
    Selected,
    Unscheduled,
)
from domain.meetings.conditions import conditions
from store.people import party_id
from tests.houses import events_of, findings
from workflows.house import House
from workflows.inbox import look
from workflows.replay import replay

FUND = """\
as: qm-team
opened_on: 2022-02-07
application:
  {authority: berlin, programme: berlin-projektfonds, reference: P-1, title: Werkstatt, area: Beispielkiez}
entries:
  - {on: 2022-02-07, stage: idea, outcome: submitted}
  - {act: schedule, on: 2022-02-08, stage: quartiersrat, meets_on: 2022-02-16, nonpublic: true}
  - {act: unschedule, on: 2022-02-10, stage: quartiersrat, reason: Die Sitzung fällt aus.}
  - {act: schedule, on: 2022-02-11, stage: quartiersrat, meets_on: 2022-03-16}
  - {act: conflict, on: 2022-03-01, party: quartiersrat-protokoll}
  - act: record
    on: 2022-03-16
    stage: quartiersrat
    outcome: adopted
    vote: 2 Ja
    voters: [bewohnerin, jury-protokoll]
    biased: [quartiersrat-protokoll]
  - {on: 2022-04-20, stage: steuerungsrunde, outcome: adopted, as: bezirk-koordination}
  - {on: 2022-05-02, stage: call, outcome: published, closes_on: 2022-06-07}
  - {on: 2022-06-01, stage: bids, outcome: received, bidder: traeger-a, amount: "1.00"}
  - {on: 2022-06-08, stage: bids, outcome: closed}
  - {on: 2022-06-20, stage: selection, outcome: selected, bidder: traeger-a}
"""
NOTICE = """\
as: sab-sachbearbeitung
opened_on: 2022-07-01
application:
  {authority: sab, programme: efre-stadtentwicklung-sachsen-2021, reference: P-2, title: GIHK, applicant: stadt}
entries:
  - {on: 2022-07-01, stage: call, outcome: published}
  - {on: 2022-11-09, stage: gihk, outcome: adopted, as: ratsbuero}
  - {on: 2022-12-05, stage: application, outcome: submitted, as: stadt-foerdermittel}
  - {on: 2023-04-19, stage: steering, outcome: rejected, as: lenkungsausschuss}
  - {act: propose, on: 2023-05-08, stage: framework_notice, outcome: partially_granted, amount: "5.00", reason: Weniger Mittel.}
  - on: 2023-05-15
    stage: framework_notice
    outcome: partially_granted
    amount: "5.00"
    reason: Weniger Mittel.
    conditions: Jährlich ist zu berichten.
    as: sab-zeichnung
  - {act: condition, on: 2023-06-01, seq: SEQ, number: 1, outcome: waived, proof: Vermerk vom 01.06.2023}
"""


def played(house: House, folder: Path, text: str) -> list[Recorded]:
    """Replay the text twice, and give what counts after it."""
    file = folder / "case.yaml"
    file.write_text(text, "utf-8")
    sample = load_sample(file)
    first = list(replay(house, sample))
    before = events_of(house)
    assert all(step.receipt.repeated for step in replay(house, sample))
    assert events_of(house) == before, "once only, ids and all"
    assert findings(house) == []
    return list(first[-1].receipt.dossier.facts)


def test_a_project_is_replayed_with_its_agendas_conflicts_bids_and_voters(a_house: House, tmp_path: Path) -> None:
    facts = played(a_house, tmp_path, FUND)
    events = [fact.event for fact in facts]
    agendas = [(type(e).__name__, str(getattr(e, "meets_on", "")), getattr(e, "public", None)) for e in events
               if isinstance(e, Scheduled | Unscheduled)]  # fmt: skip
    assert agendas == [("Scheduled", "2022-02-16", False), ("Unscheduled", "", None), ("Scheduled", "2022-03-16", True)]
    ids = {
        handle: party_id("berlin", handle) for handle in ("traeger-a", "bewohnerin", "jury-protokoll", "quartiersrat-protokoll")
    }
    assert [e.party for e in events if isinstance(e, ConflictDeclared)] == [ids["quartiersrat-protokoll"]]
    vote = next(e for e in events if isinstance(e, Resolved))
    assert vote.voters == (ids["bewohnerin"], ids["jury-protokoll"])
    assert vote.biased == (ids["quartiersrat-protokoll"],)
    assert [e.bidder for e in events if isinstance(e, BidReceived | Selected)] == [ids["traeger-a"]] * 2
    assert look(a_house, "P-1").dossier.sponsor == ids["traeger-a"]


def test_a_notice_is_replayed_with_its_proposal_by_another_and_its_condition(a_house: House, tmp_path: Path) -> None:
    # The chain's own entries stand between those of the file: the decision is the twelfth of the dossier.
    facts = played(a_house, tmp_path, NOTICE.replace("SEQ", "12"))
    proposed, decided = (next(f for f in facts if isinstance(f.event, kind)) for kind in (Proposed, Decided))
    assert proposed.actor != decided.actor
    assert isinstance(decided.event, Decided)
    assert (decided.event.amount, decided.event.conditions) == (500, "Jährlich ist zu berichten.")
    assert any(isinstance(f.event, ConditionSettled) for f in facts)
    assert [one.settled is not None for one in conditions(look(a_house, "P-2").dossier)] == [True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bidder: traeger-a}", "bidder: nobody}"),
        ("party: quartiersrat-protokoll", "party: nobody"),
        ("voters: [bewohnerin", "voters: [nobody"),
        ("biased: [quartiersrat-protokoll", "biased: [nobody"),
    ],
)
def test_somebody_nobody_knows_is_refused_before_anything_is_recorded(
    a_house: House, tmp_path: Path, old: str, new: str
) -> None:
    assert old in FUND
    file = tmp_path / "case.yaml"
    file.write_text(FUND.replace(old, new), "utf-8")
    with pytest.raises(NoSuchPerson, match="nobody"):
        list(replay(a_house, load_sample(file)))
    assert events_of(a_house) == 0
