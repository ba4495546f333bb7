"""Drafts in several windows: saved as one types, and never overwritten unseen."""

from tests.portal.applying import GOOD, begin, fill, form, mine, press
from tests.portal.conftest import Visit
from workflows.house import House

HTMX = {"HX-Request": "true"}


def test_htmx_saves_as_one_types_and_says_so_in_one_line(visit: Visit) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    page = client.get(f"{draft}/finanzierung").text
    assert 'role="status"' in page
    assert f'hx-post="{draft}/finanzierung"' in page

    said = client.post(f"{draft}/finanzierung", data={**form(page), "total": "viel"}, headers=HTMX)
    again = client.post(f"{draft}/finanzierung", data={**form(page), "total": "viel mehr"}, headers=HTMX)

    assert said.status_code == again.status_code == 200
    assert "09:00" in said.text
    assert "<html" not in said.text
    assert 'value="viel mehr"' in client.get(f"{draft}/finanzierung").text


def test_what_was_saved_by_itself_does_not_conflict_with_the_button_of_the_same_window(visit: Visit) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    page = form(client.get(f"{draft}/vorhaben").text)
    client.post(f"{draft}/vorhaben", data={**page, "title": "Ne"}, headers=HTMX)

    assert client.post(f"{draft}/vorhaben", data={**page, "title": "Neu"}).headers["location"] == draft


def test_two_windows_do_not_overwrite_each_other_unseen(visit: Visit) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    one, other = (form(client.get(f"{draft}/zeitraum").text) for _ in range(2))
    client.post(f"{draft}/zeitraum", data={**one, "begins": "01/2027", "ends": "12/2027"})

    quietly = client.post(f"{draft}/zeitraum", data={**other, "begins": "02/2027", "ends": "12/2027"}, headers=HTMX)
    openly = client.post(f"{draft}/zeitraum", data={**other, "begins": "02/2027", "ends": "12/2027"})

    assert "09:00" not in quietly.text
    assert openly.status_code == 409
    assert 'value="02/2027"' in openly.text
    assert 'value="01/2027"' in openly.text
    assert 'type="radio" id="ends' not in openly.text, "what both say alike is not asked"
    assert 'value="01/2027"' in client.get(f"{draft}/zeitraum").text
    undecided = client.post(f"{draft}/zeitraum", data=form(openly.text))
    assert undecided.status_code == 303
    assert 'value="01/2027"' in client.get(f"{draft}/zeitraum").text
    client.post(f"{draft}/zeitraum", data={**form(openly.text), "begins": "02/2027"})
    assert 'value="02/2027"' in client.get(f"{draft}/zeitraum").text


def test_windows_with_different_topics_do_not_disturb_each_other(visit: Visit) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    one, other = form(client.get(f"{draft}/zeitraum").text), form(client.get(f"{draft}/vorhaben").text)

    client.post(f"{draft}/zeitraum", data={**one, "begins": "01/2027"})

    assert client.post(f"{draft}/vorhaben", data={**other, "title": "Neu"}).headers["location"] == draft
    assert 'value="01/2027"' in client.get(f"{draft}/zeitraum").text


def test_an_application_changed_in_another_window_is_checked_again_before_it_is_sent(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = fill(client, begin(client), GOOD)
    checked = form(client.get(f"{draft}/pruefen").text)
    press(client, f"{draft}/vorhaben", title="Ein anderer Titel")

    answer = client.post(f"{draft}/pruefen", data=checked)

    assert answer.status_code == 409
    assert "Ein anderer Titel" in answer.text
    assert mine(a_house) == []
