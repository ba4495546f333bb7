"""The code of a sign-in mail: as good as the link, in the browser that asked, five tries long."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from config.clock import FixedClock
from portal.app import create_app
from portal.signing_in import sessions
from portal.web.cookies import BROWSER
from tests.portal.conftest import Visit, csrf
from tests.portal.mails import CONTACT, asked, code_in_mail
from workflows.house import House
from workflows.sign_in import SIGNS, VALID


def used(house: House) -> int:
    with house.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM session")).scalar_one())


def with_code(client: TestClient, code: str) -> int:
    return client.post("/anmelden/code", data={"code": code}).status_code


def wrong(code: str) -> str:
    """A code like it which is not it."""
    return ("A" if code[0] != "A" else "B") + code[1:]


def test_the_code_signs_in_and_leads_on_like_the_link(a_house: House, visit: Visit) -> None:
    client = visit()
    asked(a_house, client, "/antraege/neu")
    code = code_in_mail(a_house)
    page = client.get("/anmelden/unterwegs")
    assert re.fullmatch(f"[{SIGNS}]{{4}}-[{SIGNS}]{{4}}", code)
    assert 'for="code"' in page.text

    opened = client.post("/anmelden/code", data={"code": code})

    assert (opened.status_code, opened.headers["location"]) == (303, "/antraege/neu")
    assert sessions.session_of(a_house, client.cookies[sessions.COOKIE]) is not None


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' ')} "])
def test_case_dashes_and_blanks_do_not_matter(a_house: House, visit: Visit, change: object) -> None:
    client = visit()
    asked(a_house, client)
    assert callable(change)

    assert with_code(client, change(code_in_mail(a_house))) == 303


def test_only_a_hash_of_the_code_is_kept(a_house: House, visit: Visit) -> None:
    asked(a_house, visit())
    code = code_in_mail(a_house)

    with a_house.database.reading() as connection:
        row = connection.execute(text("SELECT * FROM sign_in")).one()
    assert len(row.code_hash) == 64
    assert code not in str(row)
    assert code.replace("-", "") not in str(row)


def test_link_and_code_are_used_up_together(a_house: House, visit: Visit) -> None:
    one, other = visit(), visit()
    path = asked(a_house, one)
    assert with_code(one, code_in_mail(a_house)) == 303
    one.cookies.delete(sessions.COOKIE)
    assert (one.post(path).status_code, with_code(one, code_in_mail(a_house))) == (410, 422)

    path = asked(a_house, other)
    assert other.post(path).status_code == 303
    other.cookies.delete(sessions.COOKIE)
    assert with_code(other, code_in_mail(a_house)) == 422
    assert used(a_house) == 2


def test_after_five_wrong_codes_the_link_is_dead_too(a_house: House, visit: Visit) -> None:
    client = visit()
    path = asked(a_house, client)
    code = code_in_mail(a_house)

    answers = [client.post("/anmelden/code", data={"code": wrong(code)}) for _ in range(5)]
    over = client.post("/anmelden/code", data={"code": code})

    said = {(each.status_code, each.text.replace(wrong(code), code)) for each in answers}
    assert said == {(422, over.text)}
    assert 'role="alert"' in over.text
    assert client.post(path).status_code == 410
    assert used(a_house) == 0


def test_the_fifth_try_may_be_the_right_one(a_house: House, visit: Visit) -> None:
    client = visit()
    asked(a_house, client)
    code = code_in_mail(a_house)

    assert [with_code(client, wrong(code)) for _ in range(4)] == [422] * 4
    assert with_code(client, code) == 303


def test_guessing_at_once_gives_no_more_guesses(a_house: House, visit: Visit) -> None:
    client = visit()
    asked(a_house, client)
    code = code_in_mail(a_house)
    app = create_app(a_house)

    def guess(at: int) -> int:
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as one:
            one.cookies.set(BROWSER, client.cookies[BROWSER])
            return with_code(one, wrong(code)[:-1] + SIGNS[at])

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(guess, range(16))) == {422}
    with a_house.database.reading() as connection:
        assert connection.execute(text("SELECT guesses FROM sign_in")).scalar_one() == 5


def test_a_right_code_typed_twice_at_once_opens_one_session(a_house: House, visit: Visit) -> None:
    client = visit()
    asked(a_house, client)
    code = code_in_mail(a_house)
    app = create_app(a_house)

    def use(_: int) -> int:
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as one:
            one.cookies.set(BROWSER, client.cookies[BROWSER])
            return with_code(one, code)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(use, range(8))) == [303, *[422] * 7]
    assert used(a_house) == 1


def test_a_code_opens_nothing_in_another_browser_and_costs_its_owner_no_try(a_house: House, visit: Visit) -> None:
    client, stranger, other = visit(), visit(), visit()
    asked(a_house, client)
    code = code_in_mail(a_house)
    other.post("/anmelden", data={"email": "nobody@example.org"})

    assert [with_code(each, code) for each in (stranger, other)] == [422, 422]
    with a_house.database.reading() as connection:
        assert connection.execute(text("SELECT guesses FROM sign_in")).scalar_one() == 0
    assert with_code(client, code) == 303


def test_an_expired_code_opens_nothing(a_house: House, visit: Visit, clock: FixedClock) -> None:
    client = visit()
    asked(a_house, client)
    clock.move(VALID)

    assert with_code(client, code_in_mail(a_house)) == 422


@pytest.mark.parametrize("typed", ["", "-", " ", "A" * 5000, "\x00", "ÄÖÜẞ-漢字", "' OR 1=1 --"])
def test_whatever_is_typed_is_answered_alike(a_house: House, visit: Visit, typed: str) -> None:
    client = visit()
    asked(a_house, client)

    answer = client.post("/anmelden/code", data={"code": typed})

    assert answer.status_code == 422
    assert 'id="code"' in answer.text


def test_two_links_in_one_browser_have_a_code_each_and_one_does_not_cost_the_other_a_try(a_house: House, visit: Visit) -> None:
    client = visit()
    asked(a_house, client)
    first = code_in_mail(a_house)
    asked(a_house, client)
    second = code_in_mail(a_house)

    assert with_code(client, second) == 303
    client.cookies.delete(sessions.COOKIE)
    with a_house.database.reading() as connection:
        assert connection.execute(text("SELECT guesses FROM sign_in WHERE used_at = ''")).scalar_one() == 0
    assert with_code(client, first) == 303


def test_a_code_typed_while_signed_in_needs_the_forms_token(visit: Visit) -> None:
    client = visit("antragstelle")
    page = client.get("/anmelden/unterwegs")

    assert with_code(client, "ABCD-2345") == 403
    assert client.post("/anmelden/code", data={"code": "ABCD-2345", "csrf": csrf(page.text)}).status_code == 422
    assert client.get("/anmelden/code").headers["location"] == "/anmelden/unterwegs"


def test_the_mail_shows_the_code_in_text_and_html(a_house: House, visit: Visit) -> None:
    asked(a_house, visit())
    code = code_in_mail(a_house)
    raw = max(a_house.settings.mails.glob("*.eml")).read_text()

    assert raw.count(code) == 2
    assert CONTACT in raw
