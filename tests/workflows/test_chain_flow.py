"""What the flows add to a walk: events for automations, and options that keep Prefect from storing or waiting."""

from workflows.chain import announcements, approval_chain, close_finished, visit
from workflows.post import deliver_post, send_letters
from workflows.sweep import sweep


def test_every_advanced_dossier_is_named_in_exactly_one_event() -> None:
    ids = [f"dossier-{number}" for number in range(250)]
    events = list(announcements(ids))
    named = [related["prefect.resource.id"] for _, some in events for related in some]
    assert named == [f"foerderkette.dossier.{id_}" for id_ in ids]
    assert [len(some) for _, some in events] == [100, 100, 50], "Prefect refuses an event with more related resources"
    assert all(resource["prefect.resource.id"] == some[0]["prefect.resource.id"] for resource, some in events)


def test_nothing_advanced_announces_nothing() -> None:
    assert list(announcements(())) == []


def test_no_flow_or_task_keeps_its_results() -> None:
    assert not any(flow.persist_result for flow in (approval_chain, deliver_post, sweep))
    assert not any(task.persist_result for task in (visit, close_finished, send_letters))


def test_a_dossiers_flow_gets_ids_and_nothing_else() -> None:
    parameters = approval_chain.parameters.properties
    assert set(parameters) == {"programme", "count", "dossiers"}
    assert parameters["dossiers"]["items"] == {"type": "string"}
