"""Applying in programmes with fields of action and kinds of paper: the form asks for them, and they are sent along."""

from domain.events import Opened
from store import dossiers
from tests.houses import TEAM, findings
from tests.portal.applying import begin, mine, press
from tests.portal.conftest import Visit
from workflows.house import House

MOVER = "geschaeftsbereich-ob"


def _opened(house: House, handle: str, authority: str) -> Opened:
    [id_] = mine(house, handle, authority)
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
    assert loaded is not None
    return loaded.dossier.opened


def test_fields_of_action_are_ticked_taken_away_again_and_sent(visit: Visit, a_house: House) -> None:
    client = visit(TEAM, "berlin")
    draft = begin(client, "berlin-ihek")
    page = client.get(f"{draft}/vorhaben").text
    assert "HF1" in page
    assert "HF5" in page
    press(client, f"{draft}/vorhaben", title="Konzept", code_HF1="1", code_HF2="1", code_HF5="1")
    assert 'id="code_HF2" name="code_HF2" value="1" checked' in client.get(f"{draft}/vorhaben").text
    # What is not ticked sends the empty field before it, and nothing else.
    press(client, f"{draft}/vorhaben", title="Konzept", code_HF1="1", code_HF2="", code_HF5="1")

    check = client.get(f"{draft}/pruefen").text
    assert ("HF1" in check, "HF2" in check, "HF5" in check) == (True, False, True)
    sent = press(client, f"{draft}/pruefen")
    assert sent.status_code == 303, sent.text
    assert _opened(a_house, TEAM, "berlin").codes == ("HF1", "HF5")
    assert findings(a_house) == []


def test_a_paper_says_its_kind_and_the_paper_it_answers_and_costs_nothing(visit: Visit, a_house: House) -> None:
    client = visit(MOVER, "potsdam")
    draft = begin(client, "potsdam-drucksache")
    press(client, f"{draft}/vorhaben", title="Bericht")
    assert f"{draft}/vorhaben?zurueck=pruefen#paper" in client.get(f"{draft}/pruefen").text, "what is missing is linked"
    for wrong in ("", "antrag"):
        assert press(client, f"{draft}/vorhaben", title="Bericht", paper=wrong).status_code == 422
    saved = press(client, f"{draft}/vorhaben", title="Bericht", paper="mitteilung", refers_to="DS 01/0349")
    assert saved.status_code == 303, saved.text

    check = client.get(f"{draft}/pruefen").text
    assert "Mitteilung" in check or "Report" in check
    sent = press(client, f"{draft}/pruefen")
    assert sent.status_code == 303, sent.text
    opened = _opened(a_house, MOVER, "potsdam")
    assert (opened.paper, opened.refers_to, opened.requested) == ("mitteilung", "DS 01/0349", None)
    assert findings(a_house) == []
