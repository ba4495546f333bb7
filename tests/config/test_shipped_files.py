"""The files the project ships: no faults, every role held by somebody, and the sheet of 2002 walked to its end."""

from datetime import date
from pathlib import Path

import pytest

from config.load import load_application, load_authority, load_programmes, load_sample
from config.replay import command_of, entry_key, opening_key
from config.sample import Sample
from domain import standing
from domain.admission import admit
from domain.admission.opening import open_dossier
from domain.authority import Authority
from domain.authority.faults import role_faults
from domain.commands import Actor
from domain.dossier import Dossier, fold
from domain.events import Decided, FundsConfirmed, Recorded, Resolved, Submitted
from domain.programme import Programme
from domain.vocabulary import ApprovalStatus, ImplementationStatus

ROOT = Path(__file__).parents[2]
PROGRAMMES = {p.programme.programme: p.programme for p in load_programmes(sorted(ROOT.glob("config/programmes/*.yaml")))}
AUTHORITIES = {a.authority: a for a in (load_authority(f) for f in ROOT.glob("config/authorities/*.yaml"))}
TODAY = date(2026, 1, 5)
ENTERED = "2026-01-05T08:00:00Z"
SHEET = ROOT / "samples/urban-ii-leipzig-2.2.yaml"


def actor(authority: Authority, programme: Programme, handle: str) -> Actor:
    party = next(p for p in authority.parties if p.handle == handle)
    return Actor(f"id-of-{handle}", handle, frozenset(party.roles.get(programme.programme, ())))


def replayed(sample: Sample) -> Dossier:
    programme = PROGRAMMES[sample.application.programme]
    authority = AUTHORITIES[sample.application.authority]
    ids = {party.handle: f"id-of-{party.handle}" for party in authority.parties}
    asked = sample.application.opening(sample.opened_on, "0" * 64, ids)
    opener = actor(authority, programme, sample.recorded_as)
    events = open_dossier(programme, asked, None, opener, TODAY)
    history = [Recorded(n, event, on, ENTERED, opener.person, "") for n, (event, on) in enumerate(events, start=1)]
    dossier = fold("dossier", programme, history)
    for entry in sample.entries:
        who = actor(authority, programme, entry.recorded_as or sample.recorded_as)
        dossier = standing.with_next(dossier, admit(dossier, command_of(programme, entry), who, TODAY), at=ENTERED)
    return dossier


def test_every_procedure_of_the_sources_is_shipped_with_the_authorities_that_run_it() -> None:
    assert set(PROGRAMMES) == {
        "urban-ii-leipzig",
        "efre-stadtentwicklung-sachsen-2021",
        "efre-sachsen-2021-einzelvorhaben",
        "berlin-aktionsfonds",
        "berlin-projektfonds",
        "berlin-ihek",
        "potsdam-drucksache",
    }
    lands = {a.authority: a.land for a in AUTHORITIES.values()}
    assert lands == {"leipzig": "SN", "sab": "SN", "berlin": "BE", "potsdam": "BB"}


def test_the_file_of_a_programme_is_called_like_the_programme() -> None:
    assert {file.stem for file in ROOT.glob("config/programmes/*.yaml")} == set(PROGRAMMES)


def test_the_fields_of_action_of_concept_and_projects_are_the_same() -> None:
    assert PROGRAMMES["berlin-ihek"].codes == PROGRAMMES["berlin-projektfonds"].codes
    assert [code.key for code in PROGRAMMES["berlin-ihek"].codes] == ["HF1", "HF2", "HF3", "HF4", "HF5"]


@pytest.mark.parametrize("key", PROGRAMMES)
def test_there_is_a_sample_of_every_programme(key: str) -> None:
    samples = [
        load_sample(file).application.programme for file in ROOT.glob("samples/*.yaml") if "entries:" in file.read_text()
    ]
    assert key in samples


@pytest.mark.parametrize("key", PROGRAMMES)
def test_every_role_of_a_programme_is_held_by_somebody_with_an_address(key: str) -> None:
    held = {role for a in AUTHORITIES.values() for party in a.parties if party.email for role in party.roles.get(key, ())}
    assert held == set(PROGRAMMES[key].roles)


@pytest.mark.parametrize("authority", AUTHORITIES.values(), ids=str)
def test_the_roles_of_an_authority_are_known_to_its_programmes(authority: Authority) -> None:
    assert role_faults(authority, PROGRAMMES) == []
    assert all(party.email is None or party.email.endswith("@example.org") for party in authority.parties)


def test_a_role_no_programme_knows_is_found() -> None:
    leipzig = AUTHORITIES["leipzig"]
    party = leipzig.parties[0].model_copy(update={"roles": {"urban-ii-leipzig": ("officer",), "urban-i": ()}})
    found = role_faults(leipzig.model_copy(update={"parties": (party,)}), PROGRAMMES)
    assert [fault.path for fault in found] == [
        ("parties", 0, "roles", "urban-ii-leipzig", 0),
        ("parties", 0, "roles", "urban-i"),
    ]
    assert 'did you mean "case_officer"?' in found[0].sentence()


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=lambda p: p.programme)
def test_everything_people_read_is_said_in_german_and_english(programme: Programme) -> None:
    texts = [programme.title, *programme.roles.values()]
    texts += [body.title for body in programme.bodies]
    texts += [source.title for source in programme.sources]
    texts += [code.title for code in programme.codes]
    texts += [paper.title for paper in programme.papers]
    texts += [proceeding.title for proceeding in programme.proceedings]
    for stage in programme.stages.values():
        texts += [stage.title, *([stage.sheet] if stage.sheet else [])]
    assert all(text.de and text.en for text in texts)


def test_the_headings_are_those_of_the_sheet() -> None:
    headings = {key: s.sheet.de for key, s in PROGRAMMES["urban-ii-leipzig"].stages.items() if s.sheet}
    assert headings == {
        "early_start": "Bestätigung vorzeitiger Vorhabensbeginn zum",
        "submission": "Einreichung Projektantrag an RP",
        "kg": "Bestätigung KG-Sitzung",
        "decision": "Projektentscheidung",
        "cofinancing": "Finanzierung",
    }


def test_the_measure_of_2002_ends_granted_and_funded_with_the_dates_of_its_sheet_in_two_rounds() -> None:
    dossier = replayed(load_sample(SHEET))
    dated = [
        (type(f.event), f.event.stage, f.event.round, str(f.on))
        for f in dossier.facts
        if isinstance(f.event, Submitted | Resolved | Decided | FundsConfirmed)
    ]
    assert dated == [
        (Decided, "early_start", 1, "unknown"),
        (Submitted, "submission", 1, "2002-05-24"),
        (Resolved, "kg", 1, "2002-07-04"),
        (Resolved, "kg", 2, "2002-09-04"),
        (Submitted, "submission", 2, "2002-09-24"),
        (Decided, "decision", 2, "2002-11-18"),
        (FundsConfirmed, "cofinancing", 2, "unknown"),
    ]
    early = next(f.event for f in dossier.facts if isinstance(f.event, Decided))
    assert early.effective_on == "2000-11-16"
    results = {p.key: standing.finished(dossier, p) for p in dossier.programme.proceedings}
    assert results == {"early_start": "granted", "approval": "granted", "amendment": None}
    assert standing.approval_status(dossier) is ApprovalStatus.FUNDED
    assert list(standing.waiting(dossier)) == []


def test_what_the_sheet_does_not_say_stays_unsaid() -> None:
    dossier = replayed(load_sample(SHEET))
    assert dossier.implementation is ImplementationStatus.UNKNOWN
    assert dossier.opened.requested is None
    assert [(part.source, part.share, part.cents) for part in dossier.opened.plan] == [
        ("efre", "75 %", None),
        ("stadt", "25 %", None),
    ]
    assert (dossier.opened.begins, dossier.opened.ends) == ("2002-06", "2006-12")
    assert not dossier.entries[0].on.known


def test_the_block_party_ends_granted_with_its_amount() -> None:
    dossier = replayed(load_sample(ROOT / "samples/berlin-aktionsfonds-hoffest.yaml"))
    assert standing.approval_status(dossier) is ApprovalStatus.GRANTED
    assert [f.event.amount for f in dossier.facts if isinstance(f.event, Decided)] == [120_000]
    assert list(standing.waiting(dossier)) == []


def test_the_shipped_application_opens_a_dossier_with_its_submission() -> None:
    application = load_application(ROOT / "samples/antrag-hoffest.yaml")
    programme, authority = PROGRAMMES[application.programme], AUTHORITIES[application.authority]
    ids = {party.handle: f"id-of-{party.handle}" for party in authority.parties}
    assert set(application.handles) <= set(ids)
    asked = application.opening(application.on, "0" * 64, ids)
    resident = actor(authority, programme, "bewohnerin")
    events = open_dossier(programme, asked, application.submission(programme), resident, TODAY)
    assert [(type(event).__name__, on) for event, on in events] == [
        ("Opened", application.on),
        ("Submitted", application.on),
    ]


def test_every_entry_has_a_key_of_its_own_that_is_the_same_each_time() -> None:
    keys = [[entry_key(s, n) for n in range(len(s.entries))] for s in (load_sample(SHEET), load_sample(SHEET))]
    assert keys[0] == keys[1]
    assert len({*keys[0], opening_key(load_sample(SHEET))}) == len(keys[0]) + 1
    assert all(len(key) == 64 for key in keys[0])


def test_a_new_entry_before_the_others_and_a_changed_note_leave_their_keys_alone() -> None:
    sample = load_sample(SHEET)
    first = sample.entries[0].model_copy(update={"note": "another remark"})
    extra = sample.entries[1].model_copy(update={"reason": "something else"})
    longer = sample.model_copy(update={"entries": (extra, first, *sample.entries[1:])})
    assert [entry_key(longer, n + 1) for n in range(len(sample.entries))] == [
        entry_key(sample, n) for n in range(len(sample.entries))
    ]


def test_two_equal_entries_have_two_keys_and_another_case_has_others() -> None:
    sample = load_sample(SHEET)
    doubled = sample.model_copy(update={"entries": (sample.entries[1], sample.entries[1])})
    elsewhere = sample.model_copy(update={"application": sample.application.model_copy(update={"reference": "2.3"})})
    assert entry_key(doubled, 0) == entry_key(sample, 1)
    assert entry_key(doubled, 1) != entry_key(doubled, 0)
    assert entry_key(elsewhere, 1) != entry_key(sample, 1)
