"""What somebody who sees the portal for the first time has to understand within seconds."""

from tests.houses import CITY, leipzig_case
from tests.portal.applying import GOOD, begin, fill, press
from tests.portal.conftest import Visit
from workflows.house import House

MEMBER = "antragstelle-vertretung"


def test_what_is_wrong_takes_the_focus(visit: Visit) -> None:
    client = visit(CITY)

    wrong = press(client, f"{begin(client)}/vorhaben", title="").text

    assert wrong.count(' role="alert" tabindex="-1" autofocus>') == 1


def test_applications_of_an_organisation_say_so_and_drafts_stand_apart(visit: Visit, a_house: House) -> None:
    leipzig_case(a_house)
    begin(visit(CITY))

    theirs, own = visit(MEMBER).get("/antraege?lang=en").text, visit(CITY).get("/antraege?lang=en").text

    assert theirs.count("For Stadt Leipzig, Antragstelle") == 2
    assert "For Stadt Leipzig, Antragstelle" not in own
    assert own.index(">Drafts</h2>") < own.index(">Submitted applications</h2>") < own.index("2.2")


def test_before_sending_days_and_amounts_stand_as_offices_write_them(visit: Visit) -> None:
    client = visit(CITY)
    draft = fill(client, begin(client), {**GOOD, "begins": "2027-03-09", "total": "10000,01 €"})

    checked = client.get(f"{draft}/pruefen").text

    assert "<dd>09.03.2027</dd>" in checked
    assert "<dd>10.000,01</dd>" in checked
    assert "2027-03-09" not in checked


def test_a_question_that_was_not_answered_is_not_followed_by_a_colon(visit: Visit) -> None:
    client = visit(MEMBER)

    checked = client.get(f"{begin(client)}/pruefen?lang=en").text

    assert ">Choose for whom you apply.</a>" in checked
    assert "?:" not in checked


def test_the_receipt_says_first_what_happens_next(visit: Visit) -> None:
    client = visit(CITY)
    sent = press(client, f"{fill(client, begin(client), GOOD)}/pruefen").headers["location"]

    receipt = client.get(f"{sent}?lang=en").text

    assert receipt.index("What happens next") < receipt.index("You need not do anything") < receipt.index("Your application<")
