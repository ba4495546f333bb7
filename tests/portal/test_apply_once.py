"""Sending an application: twice, at the same time, broken off half way, forged; one dossier comes of it, or none."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.applicant.applying import apply
from store import access
from store.people import party_id
from tests.houses import a_key, leipzig_project
from tests.portal.applying import GOOD, begin, fill, mine
from tests.portal.conftest import Visit, csrf
from workflows.house import House


def test_sending_twice_opens_one_dossier_and_the_draft_leads_to_it(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = fill(client, begin(client), GOOD)
    fields = {"csrf": csrf(client.get(f"{draft}/pruefen").text), "seen": "5"}

    first, second = client.post(f"{draft}/pruefen", data=fields), client.post(f"{draft}/pruefen", data=fields)

    assert first.status_code == second.status_code == 303, first.text
    assert first.headers["location"] == second.headers["location"]
    (id_,) = mine(a_house)
    for path in (draft, f"{draft}/vorhaben", f"{draft}/pruefen", f"{draft}/loeschen"):
        assert client.get(path).headers["location"] == f"/antraege/{id_}"
    late = client.post(f"{draft}/vorhaben", data={**fields, "title": "Zu spät"})
    assert late.headers["location"] == f"/antraege/{id_}"
    assert draft not in client.get("/antraege").text


def test_a_sending_that_broke_off_half_way_is_finished_by_sending_again(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = fill(client, begin(client), GOOD)
    fields = {"csrf": csrf(client.get(f"{draft}/pruefen").text), "seen": "5"}
    a_house.database.on_commit = _dies_after_opening()
    with pytest.raises(RuntimeError, match="pulled"):
        client.post(f"{draft}/pruefen", data=fields)
    a_house.database.on_commit = lambda _when: None
    assert len(mine(a_house)) == 1

    assert client.post(f"{draft}/pruefen", data=fields).status_code == 303

    assert len(mine(a_house)) == 1
    assert client.get(draft).headers["location"] == f"/antraege/{mine(a_house)[0]}"


def test_those_who_send_at_once_get_a_dossier_each_and_a_double_click_one(a_house: House) -> None:
    with a_house.database.reading() as connection:
        account = access.account(connection, party_id("leipzig", "antragstelle"))
    assert account is not None
    keys = [a_key() for _ in range(4)] * 2
    with ThreadPoolExecutor(len(keys)) as pool:
        ids = list(pool.map(lambda key: apply(a_house, account, leipzig_project("-"), key=key), keys))

    assert ids[:4] == ids[4:]
    assert sorted(set(ids)) == sorted(mine(a_house))
    assert len(set(ids)) == 4


def test_a_forged_token_or_a_version_nobody_saw_sends_nothing(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = fill(client, begin(client), GOOD)
    fields = {"csrf": csrf(client.get(f"{draft}/pruefen").text), "seen": "5"}

    assert client.post(f"{draft}/pruefen", data={**fields, "csrf": "x"}).status_code == 403
    assert client.post(f"{draft}/pruefen", data={"seen": "5"}).status_code == 403
    for seen in ("", "4", "6", "-1", "x", "9" * 40):
        answer = client.post(f"{draft}/pruefen", data={**fields, "seen": seen})
        assert answer.status_code == 409
        assert "in einem anderen Fenster" in answer.text or "another window" in answer.text
    assert mine(a_house) == []


def _dies_after_opening() -> Callable[[str], None]:
    """The database is there for opening the dossier, and gone when the draft is to be marked as sent."""
    commits = iter(range(100))  # the first opens the dossier

    def on_commit(when: str) -> None:
        if when == "before-commit" and next(commits) == 1:
            reason = "The plug was pulled."
            raise RuntimeError(reason)

    return on_commit
