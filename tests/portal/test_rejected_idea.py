"""The case file of an idea that its body rejected: it says so, and offers to bring the idea in again."""

from domain.commands import Resolve
from domain.events import RoundBegun
from domain.vocabulary import MeetingOutcome
from tests.houses import TEAM
from tests.portal.conftest import Visit
from tests.portal.desk import enter, now
from tests.projects import ON, a_project, tell
from workflows.house import House


def test_a_rejected_idea_is_offered_for_a_new_round_and_nothing_else(visit: Visit, a_house: House) -> None:
    id_ = a_project(a_house, "steuerungsrunde").dossier.id
    tell(a_house, Resolve(stage="steuerungsrunde", on=ON, outcome=MeetingOutcome.REJECTED))
    page = visit(TEAM, "berlin").get(f"/akten/{id_}").text
    assert f"/akten/{id_}/eintragen/idea" in page
    assert f"/akten/{id_}/eintragen/call" not in page
    assert f"/akten/{id_}/zurueckziehen" not in page

    done = enter(
        visit(TEAM, "berlin"), f"/akten/{id_}/eintragen/idea", outcome="submitted", on="06.05.2024", begins_round="Neu gefasst"
    )
    assert done.status_code == 303, done.text
    assert any(isinstance(entry.event, RoundBegun) for entry in now(a_house, id_).entries)
