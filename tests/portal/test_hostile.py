"""Hostile texts in every field of every form. The forms are those of the pages in `matrix.yaml`, found by reading them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from portal.app import create_app
from tests.houses import findings
from tests.portal.hostile import BODIES, MARK, STRINGS
from tests.portal.parsed import Form, Input, Parsed
from tests.portal.test_matrix import ROWS, Row
from tests.portal.town import Town, build
from workflows.house import House

#: So many texts at least go through each field.
AT_LEAST = 20
#: Whose pages are looked at, whoever of them gets in first.
EYES = ("officer", "applicant", "secretariat", "granting", "stranger")
_WRITTEN = frozenset({"text", "search", "email", "tel", "url", "textarea", "hidden", "file"})
#: Fields that are not shown again, because they are secrets.
_SECRET = frozenset({"code", "secret"})
#: Fields that no person types, and that forms need as they are.
_CARRIED = frozenset({"csrf", "key", "seen"})
#: What makes forms go beyond their first complaint.
_GOOD = {
    "on": "04.07.2002", "begins": "03/2027", "ends": "12/2027", "total": "1000", "amount": "", "due": "", "resubmit_on": "",
    "email": "jemand@example.org", "reason": "Grund", "title": "Vorhaben",
}  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town the forms are found in."""
    return build(tmp_path_factory.mktemp("town"))


@dataclass
class Place:
    """A form, where it was found and who may use it."""

    kind: str
    url: str
    form: Form

    @property
    def target(self) -> str:
        """Where it is sent."""
        if not self.form.action or self.form.action.startswith("?"):
            return urlsplit(self.url).path + self.form.action
        return self.form.action

    @property
    def written(self) -> list[Input]:
        """Its fields that hold text."""
        return [one for one in self.form.inputs if one.kind in _WRITTEN and one.name and one.name not in _CARRIED]


def eyes_of(row: Row) -> str:
    return next((kind for kind in EYES if row.method == "GET" and row.expected(kind) == "ok"), "")


def places(town: Town, house: House) -> list[Place]:
    """Every form of every page, once."""
    found: dict[tuple[str, ...], Place] = {}
    app = create_app(house)
    clients = {kind: town.client(app, kind)[0] for kind in EYES}
    for row in ROWS:
        if not (kind := eyes_of(row)):
            continue
        url = row.url(dict(town.things))
        answer = clients[kind].get(url)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for form in Parsed(answer.text).forms:
            place = Place(kind, url, form)
            if place.written:
                found.setdefault((place.target, *(one.name for one in form.inputs)), place)
    return list(found.values())


def seen(text: str) -> str:
    """A text as a page shows it: in NFC, without outer blanks, with one kind of line break."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def sent(client: TestClient, place: Place, values: dict[str, str], about: Input) -> Response:
    """Send the form as a browser does."""
    if place.form.method != "post":
        return client.get(place.target, params=values)
    if "multipart" in place.form.encoding:
        name, values = (values.pop(about.name, "x.pdf"), values) if about.kind == "file" else ("x.pdf", values)
        file = next((one.name for one in place.form.inputs if one.kind == "file"), "")
        given = {file: (name.encode("utf-8", "replace").decode(), b"%PDF-1.4\n%%EOF\n", "application/pdf")} if file else None
        return client.post(place.target, data=values, files=given)
    return client.post(place.target, data=values)


def faults_of(answer: Response, about: Input, text: str, values: dict[str, str]) -> Iterator[str]:
    """What is wrong with an answer to a form that held this text."""
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
        return
    if any(MARK in name.lower() for name in answer.headers):
        yield "a header of the text's own"
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return
    page = Parsed(answer.text)
    yield from (f"not from a template: {one}" for one in page.foreign)
    held = {seen(one.value) for form in page.forms for one in form.inputs if one.name == about.name and one.kind in _WRITTEN}
    again = (
        held and about.name not in _SECRET and about.kind not in {"hidden", "file"}
    )  # what is hidden is a choice among given ones
    short = about.longest and len(values[about.name]) > about.longest
    if again and answer.status_code in {200, 422} and not short and seen(text) not in held:
        yield f"{answer.status_code}, and the field holds {sorted(held)!r:.80}"


def test_no_text_breaks_a_form_or_becomes_markup(town: Town, tmp_path: Path) -> None:
    with town.copied(tmp_path / "forms") as house:
        found = places(town, house)
    fields_ = sum(len(place.written) for place in found)
    assert fields_ > 20, "the forms of the portal are found"
    each, texts = max(AT_LEAST, -(-len(STRINGS) // fields_)), cycle(STRINGS)
    wrong: list[str] = []
    for number, place in enumerate(found):
        # A house of its own for each form: what one records would close another.
        with town.copied(tmp_path / str(number)) as house:
            client, csrf = town.client(create_app(house), place.kind)
            for about in place.written:
                wrong += _typed_into(client, csrf, place, about, islice(texts, each))
            assert findings(house) == []

    assert few(wrong) == {}


def _typed_into(client: TestClient, csrf: str, place: Place, about: Input, texts: Iterator[str]) -> Iterator[str]:
    """Type each text into this field, and say what is wrong with the answers."""
    fresh: Form | None = place.form
    for text in texts:
        if fresh is None:
            return  # the last text was taken, and the form is done with
        values = {**fresh.untouched(), **_good(place), about.name: _typable(text)}
        if "csrf" in values:
            values["csrf"] = csrf
        answer = sent(client, place, dict(values), about)
        for each in _and_back(client, place, answer, about):
            told = f"{place.target} {about.name} {text[:60]!r}"
            yield from (f"{told}: {one}" for one in faults_of(each, about, text, values))
        if answer.status_code == 303:
            fresh = next((one for one in Parsed(client.get(place.url).text).forms if _same(one, place.form)), None)


def _and_back(client: TestClient, place: Place, answer: Response, about: Input) -> Iterator[Response]:
    """The answer, and where it asks to confirm, the form again by its second button."""
    yield answer
    if answer.status_code != 200 or place.form.method != "post":
        return
    for form in Parsed(answer.text).forms:
        buttons = [one for one in form.inputs if one.kind == "submit"]
        if len(buttons) > 1 and any(one.name == about.name and one.kind == "hidden" for one in form.inputs):
            yield client.post(form.action or place.target, data={**form.untouched(), buttons[1].name: buttons[1].value})


def few(wrong: list[str]) -> dict[str, str]:
    """One example of each kind of fault at each place."""
    return {re.sub(r"'.*?'(?=:)|[0-9a-f-]{32,36}", "…", fault)[:70]: fault for fault in reversed(wrong)}


def _same(one: Form, other: Form) -> bool:
    return [field.name for field in one.inputs] == [field.name for field in other.inputs]


def _good(place: Place) -> dict[str, str]:
    return {one.name: _GOOD[one.name] for one in place.written if one.name in _GOOD and not one.value}


def _typable(text: str) -> str:
    """What a form can carry: halves of signs cannot be encoded, browsers send U+FFFD."""
    return text.encode("utf-8", "replace").decode()


def test_bytes_that_are_no_text_break_no_form(town: Town, tmp_path: Path) -> None:
    bodies = cycle(BODIES)
    with town.copied(tmp_path / "forms") as house:
        found = [place for place in places(town, house) if place.form.method == "post"]
        app = create_app(house)
        visitors = {kind: town.client(app, kind) for kind in EYES}
        for place in found:
            client, csrf = visitors[place.kind]
            for about in place.written:
                for body in islice(bodies, 5):
                    content = f"csrf={csrf}&{about.name}=".encode() + body + b"&" + body + b"=x"
                    kind = {"Content-Type": "application/x-www-form-urlencoded"}
                    answer = client.post(place.target, content=content, headers=kind)
                    assert answer.status_code < 500, f"{place.target} {about.name} {body!r}"
                    if answer.headers.get("content-type", "").startswith("text/html"):
                        assert Parsed(answer.text).foreign == []


def test_names_of_fields_become_no_markup(town: Town, tmp_path: Path) -> None:
    names = [text for text in STRINGS if MARK in text][:60]
    with town.copied(tmp_path / "forms") as house:
        found = [place for place in places(town, house) if place.form.method == "post"]
        app = create_app(house)
        visitors = {kind: town.client(app, kind) for kind in EYES}
        for place in found:
            client, csrf = visitors[place.kind]
            extra = dict.fromkeys(map(_typable, names), "x")
            answer = client.post(place.target, data={**place.form.untouched(), **_good(place), "csrf": csrf, **extra})
            assert answer.status_code < 500
            if answer.headers.get("content-type", "").startswith("text/html"):
                assert Parsed(answer.text).foreign == [], place.target
