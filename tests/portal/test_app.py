"""What surrounds every page: headers, languages, refusals of what comes from elsewhere."""

from tests.portal.conftest import Visit


def test_a_stranger_is_welcomed_in_german_and_in_english_when_asked(visit: Visit) -> None:
    stranger = visit()

    german, english = stranger.get("/"), stranger.get("/?lang=en")

    assert '<html lang="de"' in german.text
    assert '<html lang="en"' in english.text
    assert '<html lang="en"' in stranger.get("/").text


def test_every_answer_carries_the_headers(visit: Visit) -> None:
    stranger = visit()
    for path in ("/", "/nothing-here", "/static/foerderkette.css"):
        headers = stranger.get(path).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]  # default-src 'self' holds
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_what_does_not_exist_is_a_page_with_a_way_on(visit: Visit) -> None:
    answer = visit().get("/nothing-here")

    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_a_form_from_another_site_is_refused(visit: Visit) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example.org"}, {"Origin": "null"}):
        assert visit().post("/abmelden", headers=headers).status_code == 403


def test_more_than_a_form_can_hold_is_refused(visit: Visit) -> None:
    assert visit().post("/abmelden", content=b"x" * 1_000_001).status_code == 413
