"""The picture of a chain: generated from the programme, lit by a dossier, readable without colours, safe to embed."""

import re
from xml.etree import ElementTree as ET

import pytest

from domain.commands import Decide, Resolve, Return, Submit, SupplyDocuments, Withdraw
from domain.dates import When
from domain.picture import mermaid, svg
from domain.picture.bands import Station, bands
from domain.vocabulary import DecisionOutcome, MeetingOutcome, ReturnPurpose
from tests.domain.shapes import a_programme
from tests.offices import BERLIN, LEIPZIG, Desk, a_dossier

JULY = When("2002-07-04")
NASTY = '<b>"Kiez" & Co</b> %%{init: {}}%% `x` [y] #1; \u0001\u202e'


def stations(desk: Desk, language: str = "de") -> dict[str, Station]:
    drawn = bands(desk.dossier.programme, language, desk.dossier)
    return {station.key: station for band in drawn for station in band.stations}


def said(text: str) -> str:
    """Everything the SVG says as text, style sheet left out."""
    return "\n".join(e.text or "" for e in ET.fromstring(text).iter() if not e.tag.endswith("style"))  # noqa: S314 - our own output


def test_a_flowchart_shows_every_proceeding_every_stage_and_every_arrow() -> None:
    text = mermaid(LEIPZIG, "de")
    assert text.startswith("flowchart LR\n")
    assert re.findall(r"subgraph p\d\[\"(.+)\"\]", text) == [
        "Vorzeitiger Beginn · auf Antrag",
        "Genehmigung",
        "Änderung · auf Antrag · nach: Genehmigung",
    ]
    assert [line.strip() for line in text.splitlines() if "->" in line] == [
        "s2 -.-> s3",
        "s2 --> s4",
        "s3 --> s4",
        "s4 --> s5",
        "s6 --> s7",
    ]
    assert 's3["KG-Sitzung<br/>Geschäftsstelle der KG"]' in text
    assert "classDef" not in text, "nothing is lit without a dossier"


def test_a_flowchart_lights_each_stage_with_a_class_a_sign_and_a_word() -> None:
    desk = a_dossier("decision")
    desk.follow()
    text = mermaid(LEIPZIG, "de", desk.dossier)
    assert 's3["KG-Sitzung<br/>Geschäftsstelle der KG<br/>✓ bestätigt · Runde 1 · 04.07.2002"]:::passed' in text
    assert '["Entscheidung<br/>Regierungspräsidium<br/>● wartet · Runde 1 · Frist 06.04.2010"]:::waits' in text
    assert re.search(r"○ steht noch aus\"\]:::notyet", text)
    for state in ("passed", "waits", "returned", "rejected", "notyet"):
        assert f"classDef {state} " in text


def test_no_text_of_a_programme_is_read_by_mermaid_as_anything_but_text() -> None:
    text = mermaid(a_programme(a=NASTY, band=NASTY, title=NASTY, b="1. Antrag", c="- Punkt"), "de")
    labels = re.findall(r"\[\"(.*)\"\]", text)
    for label in labels:
        assert not set('"`&%{}[]') & set(label), label
        assert "<" not in label.replace("<br/>", "")
    assert "%%" not in text
    assert "\u0001" not in text
    assert any(label.startswith("1#46; Antrag") for label in labels), "no Markdown list"
    assert any(label.startswith("#45; Punkt") for label in labels)
    assert len(text.splitlines()) == len(mermaid(a_programme(), "de").splitlines()), "no text opens a line of its own"


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_svg_says_every_title_role_and_state_and_describes_itself(language: str) -> None:
    desk = a_dossier("decision")
    text = svg(LEIPZIG, language, desk.dossier)
    root = ET.fromstring(text)  # noqa: S314 - our own output
    title, description = root[0], root[1]
    assert title.text == "2.2 – Etablierung eines integrierten Quartiersmanagement und -service"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    for station in stations(desk, language).values():
        for words in (station.title, station.role, station.word, *station.details):
            assert words in (description.text or "")
            assert words in said(text)


def test_an_svg_stands_by_itself() -> None:
    """No script, no style, font or picture from elsewhere: a mail, a README and a strict page can show it."""
    text = svg(LEIPZIG, "de", a_dossier("end").dossier)
    root = ET.fromstring(text)  # noqa: S314 - our own output
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "defs", "marker", "g", "rect", "path", "circle", "text", "tspan"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name.endswith("href")}
    assert "url(http" not in text
    assert "@import" not in text


def test_whatever_a_title_holds_the_svg_stays_well_formed_and_shows_it_as_text() -> None:
    text = svg(a_programme(a=NASTY, title=NASTY, role=NASTY, band=NASTY), "de")
    assert '<b>"Kiez" & Co</b>' in said(text)
    assert "<b>" not in text
    assert "\ufffd" in text, "what XML cannot hold is shown as replaced"


def test_the_same_case_gives_the_same_picture() -> None:
    """A picture in the documentation changes only when the programme does."""
    assert svg(LEIPZIG, "de", a_dossier("kg").dossier) == svg(LEIPZIG, "de", a_dossier("kg").dossier)


def test_pictures_of_two_programmes_can_stand_on_one_page() -> None:
    ids = [set(re.findall(r' id="([^"]+)"', svg(programme, "de"))) for programme in (LEIPZIG, BERLIN)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_settled_stage_shows_its_round_and_the_date_that_counts() -> None:
    desk = a_dossier("decision")
    desk.ask(Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16")))
    desk.ask(Submit(stage="submission", on=When("2002-09-24"), begins_round="neuer Plan", keep=("kg",)))
    here = stations(desk)
    assert (here["submission"].word, here["submission"].details) == ("eingereicht", ("Runde 2", "24.09.2002"))
    assert here["kg"].details == ("Runde 1", "04.07.2002"), "a kept result keeps its round"
    assert here["consent"].details == ("zum 16.11.2000",), "the day it counts from; this proceeding has no rounds"


def test_a_date_nobody_handed_down_is_said_to_be_so() -> None:
    assert stations(a_dossier("end"))["cofinancing"].details == ("Runde 1", "Datum nicht überliefert")


def test_documents_asked_for_a_rejection_and_a_withdrawal_each_look_their_own(submitted: Desk) -> None:
    due = When("2002-08-01")
    asked = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt", due=due)
    submitted.ask(asked)
    here = stations(submitted)["submission"]
    assert (here.state, here.word) == ("returned", "Unterlagen nachgefordert")
    assert here.details == ("Runde 1", "Frist 01.08.2002")
    submitted.ask(SupplyDocuments(stage="submission", on=JULY))
    submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.REJECTED))
    assert (stations(submitted)["kg"].state, stations(submitted)["kg"].word) == ("rejected", "abgelehnt")
    submitted.ask(Withdraw(on=JULY, reason="Haus verkauft"))
    here = stations(submitted)["decision"]
    assert (here.state, here.word) == ("notyet", "entfällt"), "nobody is waited for any more"
    notes = {band.key: band.note for band in bands(LEIPZIG, "de", submitted.dossier)}
    assert notes["approval"] == "Runde 1 · zurückgezogen"
    assert notes["amendment"] == "auf Antrag · nach: Genehmigung · nicht begonnen"


def test_a_period_is_shown_before_anybody_waits_for_it() -> None:
    decision = bands(LEIPZIG, "de", None)[1].stations[2]
    assert decision.details == ("Frist: 3 Monate",)
