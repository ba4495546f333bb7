"""An idea of the Projektfonds that the Steuerungsrunde rejects: the case ends, and can be brought in again."""

from domain import standing
from domain.commands import Resolve, Submit
from domain.events.chain import Closed
from domain.vocabulary import MeetingOutcome
from tests.houses import findings, letters, without_next_actor
from tests.projects import ON, a_project, tell
from workflows.house import House
from workflows.walk import catch_up


def test_the_case_ends_writes_to_nobody_and_begins_anew_with_a_reason(a_house: House) -> None:
    a_project(a_house, "steuerungsrunde")
    receipt = tell(a_house, Resolve(stage="steuerungsrunde", on=ON, outcome=MeetingOutcome.REJECTED))
    catch_up(a_house)

    assert without_next_actor(a_house) == []
    assert standing.is_finished(receipt.dossier)
    assert letters(a_house) == [], "nobody has applied"

    again = tell(a_house, Submit(stage="idea", on=ON, begins_round="Neu gefasst"))
    assert [event.result for entry in again.dossier.entries if isinstance(event := entry.event, Closed)] == ["refused"]
    catch_up(a_house)
    assert [line.stage for line in standing.waiting(again.dossier)] == ["quartiersrat"]
    assert findings(a_house) == []
