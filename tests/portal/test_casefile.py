"""The case file: head, next step, both clocks, what is expected, letters, the picture."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.clock import FixedClock
from domain.commands import Assign, Correct, Decide, Return, Withdraw
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from store.people import erase, party_id
from tests.houses import (
    CITY,
    CONTACT,
    DESK,
    KG,
    LEIPZIG,
    LEIPZIG_STEPS,
    RP,
    a_key,
    leipzig_case,
    leipzig_project,
    letters,
)
from tests.portal.conftest import Visit
from tests.portal.desk import now
from workflows.house import House
from workflows.inbox import open_case, receive
from workflows.walk import CHAIN, catch_up


def test_the_case_file_says_where_the_case_stands(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    catch_up(a_house)

    page = visit(DESK).get(f"/akten/{dossier.id}").text

    for said in (
        "2.2 – Etablierung eines integrierten Quartiersmanagement und -service", "eingereicht", "nicht bekannt",
        "Stadt Leipzig, Antragstelle", "Quartiersmoderation", "URBAN II Leipziger Westen", "06/2002", "12/2006", "EFRE 75 %",
        "Stadt 25 %", "Wartet auf: Geschäftsstelle der KG", "seit 23.11.2026", "24.05.2002",
    ):  # fmt: skip
        assert said in page
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert "<script" not in page.partition("<main")[2]


def test_the_history_is_newest_first_with_both_clocks_and_the_expected_apart(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    catch_up(a_house)

    page = visit(DESK).get(f"/akten/{dossier.id}?lang=en").text

    history, rest = page.split('id="verlauf"', 1)[1].split('id="voraussichtlich"', 1)
    expected = rest.split("</ol>", 1)[0]
    assert history.index("opened for KG secretariat") < history.index("submitted") < history.index("Dossier")
    submitted = history.split('id="eintrag-2"', 1)[1].split("</li>", 1)[0]
    assert "Happened on 24 May 2002<br>" in submitted
    assert "Entry 2, recorded on 23 November 2026, 09:00 by Stadt Leipzig, Antragstelle" in submitted
    assert "recorded on 23 November 2026, 09:00 by System" in history
    assert "Project decision" in expected
    assert "Financing" in expected
    assert "KG session" in expected, "whose turn it is now is expected as well"


def test_whoever_may_record_gets_the_button(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    button = f'<a class="kern-btn kern-btn--primary" id="eintragen-decision" href="/akten/{dossier.id}/eintragen/decision">'

    assert button in visit(RP).get(f"/akten/{dossier.id}").text
    assert button in visit(DESK).get(f"/akten/{dossier.id}").text
    assert button not in visit(KG).get(f"/akten/{dossier.id}").text


def test_what_else_may_be_recorded_is_linked_for_those_who_may(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    home = f"/akten/{dossier.id}"
    desk, secretariat = visit(DESK).get(home).text, visit(KG).get(home).text

    for act in (
        "eintragen/early_start",
        "eintragen/submission",
        "zurueckgeben/submission",
        "zurueckziehen",
        "stand",
        "berichtigen/2",
    ):
        assert f'href="{home}/{act}"' in desk
        assert f'href="{home}/{act}"' not in secretariat
    for act in ("eintragen/amendment_submission", "eintragen/decision", "berichtigen/1"):
        assert f'href="{home}/{act}"' not in desk


def test_an_offered_form_can_be_opened_at_every_stage_of_the_case(a_house: House, visit: Visit) -> None:
    desk = visit(DESK)
    for reference, at in enumerate(("submission", "kg", "decision", "cofinancing", "end"), start=1):
        dossier = leipzig_case(a_house, at, f"7.{reference}").dossier
        catch_up(a_house)
        page = desk.get(f"/akten/{dossier.id}").text
        links = {part.split('"', 1)[0] for part in page.split(f'href="/akten/{dossier.id}/')[1:]}
        assert any(link.startswith("eintragen/") for link in links)
        for link in links:
            assert desk.get(f"/akten/{dossier.id}/{link}").status_code == 200, (at, link)


@pytest.mark.parametrize("path", ["", "/kette.svg", "/eintragen/kg", "/stand", "/zurueckziehen", "/berichtigen/2"])
def test_who_may_not_read_the_case_file_finds_nothing(a_house: House, visit: Visit, path: str) -> None:
    dossier = leipzig_case(a_house, "kg").dossier

    assert visit(CITY).get(f"/akten/{dossier.id}{path}").status_code == 404
    assert visit(CONTACT).get(f"/akten/{dossier.id}{path}").status_code == 404
    assert visit("qm-team", "berlin").get(f"/akten/{dossier.id}{path}").status_code == 404
    assert visit().get(f"/akten/{dossier.id}{path}").status_code == 303
    assert visit(DESK).get(f"/akten/{dossier.id}x{path}").status_code == 404


def test_letters_can_be_read_and_belong_to_their_dossier(a_house: House, visit: Visit) -> None:
    dossier, other = leipzig_case(a_house, "kg").dossier, leipzig_case(a_house, "submission", "9.9").dossier
    catch_up(a_house)
    (letter,) = letters(a_house)
    desk = visit(DESK)

    page = desk.get(f"/akten/{dossier.id}").text
    read = desk.get(f"/akten/{dossier.id}/briefe/{letter.id}")

    assert f'href="/akten/{dossier.id}/briefe/{letter.id}"' in page
    assert "noch zu senden" in page
    assert letter.text.splitlines()[0] in read.text
    assert desk.get(f"/akten/{other.id}/briefe/{letter.id}").status_code == 404
    assert desk.get(f"/akten/{dossier.id}/briefe/x").status_code == 404


def test_while_the_chain_is_behind_the_page_says_so(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    desk = visit(DESK)
    sentence = "The newest entries are still being processed"

    before = desk.get(f"/akten/{dossier.id}?lang=en").text
    catch_up(a_house)

    assert sentence in before
    assert sentence not in desk.get(f"/akten/{dossier.id}").text


def test_the_picture_is_a_document_of_its_own_with_the_current_stage_lit(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    answer = visit(DESK).get(f"/akten/{dossier.id}/kette.svg")

    assert answer.headers["content-type"].startswith("image/svg+xml")
    # Opened on its own, the picture may use the styles it brings, and nothing else.
    policies = answer.headers.get_list("content-security-policy")
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")
    assert "wartet" in answer.text


def test_corrections_returns_and_withdrawals_are_told(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    back = Return(stage="submission", on=When("2002-06-01"), purpose=ReturnPurpose.DOCUMENTS, reason="Es fehlt der Plan.")
    receive(a_house, "2.2", back, by=DESK)
    desk = visit(DESK)
    returned = desk.get(f"/akten/{dossier.id}").text
    receive(a_house, "2.2", Correct(seq=3, reason="Verwechslung", void=True), by=DESK)
    voided = desk.get(f"/akten/{dossier.id}").text
    receive(a_house, "2.2", Withdraw(on=When("2002-06-02"), reason="Kein Bedarf"), by=DESK)
    withdrawn = desk.get(f"/akten/{dossier.id}").text

    assert "wartet auf Unterlagen" in returned
    assert "(herausgenommen durch Eintrag 4)" in voided
    assert f"/akten/{dossier.id}/berichtigen/3" not in voided
    assert "zurückgezogen" in withdrawn
    assert f"/akten/{dossier.id}/zurueckziehen" not in withdrawn


def test_hostile_strings_and_erased_people_do_no_harm(a_house: House, visit: Visit) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    project = leipzig_project().model_copy(update={"title": hostile, "area": hostile})
    dossier = open_case(a_house, project, When("2002-05-24"), None, by=DESK, key=a_key()).dossier
    with a_house.database.transaction() as connection:
        erase(connection, party_id("leipzig", CITY))
    desk = visit(DESK)

    for path in ("", "/eintragen/submission", "/stand", "?erfasst=1", "?erfasst=99", "?erfasst=%3Cscript%3E"):
        page = desk.get(f"/akten/{dossier.id}{path}")
        assert page.status_code == 200
        assert "<script" not in page.text.partition("<main")[2]
        assert "{{ 7*7 }}" in page.text
    assert "name erased" in desk.get(f"/akten/{dossier.id}?lang=en").text
    assert dossier.programme.programme == LEIPZIG


def test_what_was_granted_stands_beside_what_was_asked_for(a_house: House, visit: Visit) -> None:
    asked = leipzig_project().model_copy(update={"requested": "10000"})
    for reference, cents, over in (("8.1", 999_900, False), ("8.2", 1_000_100, True)):
        project = asked.model_copy(update={"reference": reference})
        dossier = open_case(a_house, project, When("2002-05-24"), None, by=DESK, key=a_key()).dossier
        for stage in ("submission", "kg", "decision"):
            command, by = LEIPZIG_STEPS[stage]
            command = replace(command, amount=cents) if isinstance(command, Decide) else command
            receive(a_house, reference, command, by=by)
        page = visit(DESK).get(f"/akten/{dossier.id}?lang=en").text

        assert "<dt>Requested</dt><dd>10,000.00 EUR</dd>" in page
        assert f"<dt>Granted</dt><dd>{cents / 100:,.2f} EUR" in page
        assert ("more than requested" in page) is over
        assert f" 75 %, granted: {cents * 0.75 / 100:,.2f} EUR" in page


def test_what_the_system_added_is_folded_away_and_what_people_recorded_is_not(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "cofinancing").dossier
    catch_up(a_house)
    history = visit(DESK).get(f"/akten/{dossier.id}?lang=en").text.split('id="verlauf"', 1)[1].split("</section>", 1)[0]

    folded = "".join(part.split("</details>", 1)[0] for part in history.split("<details>")[1:])
    open_ = "".join(part.rpartition("</details>")[2] for part in history.split("<details>"))
    entries = now(a_house, dossier.id).entries
    for entry in entries:
        where = folded if entry.actor == CHAIN else open_
        assert f'id="eintrag-{entry.seq}"' in where
    assert f"{len([e for e in entries if e.actor == CHAIN])} automatic entries" in folded or "automatic entr" in folded


def test_the_head_names_who_works_on_it_and_the_next_date(a_house: House, visit: Visit, clock: FixedClock) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    back = Return(
        stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, reason="Plan", due=When("2026-12-04")
    )
    head = visit(DESK).get(f"/akten/{dossier.id}?lang=en").text.split('class="case-head"', 1)[1].split("</section>", 1)[0]
    receive(a_house, "2.2", back, by=DESK)
    receive(a_house, "2.2", Assign(on=When("2026-11-23"), officer=party_id("leipzig", KG)), by=DESK)
    then = visit(DESK).get(f"/akten/{dossier.id}?lang=en").text.split('class="case-head"', 1)[1].split("</section>", 1)[0]

    assert "no date ahead" in head
    assert "Works on it: nobody" in head
    assert "next date: 4 December 2026" in then
    assert "overdue" not in then
    assert "Works on it: nobody" not in then
    clock.move(timedelta(days=12))
    later = visit(DESK).get(f"/akten/{dossier.id}?lang=en").text.split('class="case-head"', 1)[1].split("</section>", 1)[0]
    assert "next date: 4 December 2026" in later
    assert "overdue" in later


def test_a_source_of_money_says_in_the_readers_language_whether_it_confirmed(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "end").dossier

    assert "EFRE 75 % – bestätigt" in visit(DESK).get(f"/akten/{dossier.id}").text
