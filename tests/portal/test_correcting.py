"""Correcting in the portal: an entry changed or taken out, what then is written, and what others stand on."""

from domain.events import Decided
from tests.houses import DESK, leipzig_case, letters
from tests.portal.conftest import Visit
from tests.portal.desk import check, confirm, enter, now
from workflows.house import House
from workflows.walk import catch_up


def test_an_entry_voided_before_its_letter_owes_none_and_the_preview_says_so(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier  # the chain has not seen the submission
    desk, path = visit(DESK), f"/akten/{dossier.id}/berichtigen/2"
    desk.get("/?lang=en")

    preview = check(desk, path, way="void", reason="Falsche Akte")
    confirm(desk, path, preview.text)
    catch_up(a_house)

    assert "No longer written to Quartiersmoderation" in preview.text
    assert letters(a_house) == []


def test_the_grounds_of_a_decision_are_corrected_and_the_reason_of_the_correction_is_another_text(
    a_house: House, visit: Visit
) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    home, desk = f"/akten/{dossier.id}", visit(DESK)
    enter(desk, f"{home}/eintragen/decision", outcome="partially_granted", on="18.11.2002", reason="Alt")

    enter(desk, f"{home}/berichtigen/4", way="change", text="Die Mittel reichen für die Hälfte.", reason="Abschrift verglichen")

    decided = next(fact.event for fact in now(a_house, dossier.id).facts if isinstance(fact.event, Decided))
    assert decided.reason == "Die Mittel reichen für die Hälfte."
    assert "Abschrift verglichen" in desk.get(home).text
    assert 'name="text"' not in desk.get(f"{home}/berichtigen/2").text


def test_taking_out_an_entry_that_others_stand_on_names_them(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "cofinancing").dossier

    answer = check(visit(DESK), f"/akten/{dossier.id}/berichtigen/3?lang=en", way="void", reason="Falsche Akte")

    assert answer.status_code == 422
    assert "Entry 3 cannot be taken out, because others stand on it: 4 (Project decision)." in answer.text
    assert "Falsche Akte" in answer.text
