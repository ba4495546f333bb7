"""The reminders of a deadline in the case file: those of the version that counts first, those of earlier ones folded away."""

from html import unescape

from config.clock import FixedClock
from domain.commands.deadlines import ExtendDeadline, SetDeadline
from domain.dates import When
from tests.climbing_office import Office
from tests.houses import DESK, leipzig_case
from tests.portal.conftest import Visit
from workflows.house import House


def _case(house: House, clock: FixedClock) -> tuple[str, Office]:
    """A case with a deadline on 8 December 2026 whose first reminder went out on 24 November."""
    office = Office(house, clock)
    id_ = leipzig_case(house, "kg").dossier.id
    office.ask(
        SetDeadline(deadline="frist:x", role="applicant", due=When("2026-12-08"), on=When("2026-11-23"), title="Bericht")
    )
    office.at("2026-11-24").climb()
    return id_, office


def _reminders(visit: Visit, id_: str) -> tuple[str, str]:
    """What is shown of the reminders at once, and what is folded away below it."""
    page = unescape(visit(DESK).get(f"/akten/{id_}/fristen?lang=en").text)
    shown, _found, folded = page[page.index(">Reminders<") :].partition("Earlier versions")
    return shown, folded


def test_without_an_earlier_version_nothing_is_folded_away(a_house: House, clock: FixedClock, visit: Visit) -> None:
    id_, _office = _case(a_house, clock)
    shown, folded = _reminders(visit, id_)
    assert "sent: " in shown
    assert folded == ""


def test_what_became_of_earlier_versions_is_counted_in_one_line_and_folded_away(
    a_house: House, clock: FixedClock, visit: Visit
) -> None:
    id_, office = _case(a_house, clock)
    office.ask(ExtendDeadline(deadline="frist:x", until=When("2026-12-22"), on=When("2026-11-24"), reason="Die Bank"))
    office.at("2026-11-25").climb()

    shown, folded = _reminders(visit, id_)

    assert folded.startswith(" (not sent: 5, sent: 1)")
    assert folded.count("The day had changed.") == 5
    assert "The day had changed." not in shown
    assert shown.count("still to come") == 6
    assert "one day after the end, to whoever owes the step" in folded
