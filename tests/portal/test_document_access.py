"""Whose documents are whose, and that nobody else gets at them."""

import pytest

from portal.web.masking import masked, unmasked
from tests.houses import CITY, CONTACT, DESK, KG, RESIDENT, a_key, leipzig_case
from tests.portal.conftest import Visit, csrf
from tests.portal.files import PDF
from tests.portal.uploading import a_draft, on_disk, parts, rows, upload
from workflows.house import House


@pytest.fixture(name="id_")
def _id(a_house: House) -> str:
    """A case of the city."""
    return leipzig_case(a_house).dossier.id


@pytest.mark.parametrize("path", ["/antraege/{}/unterlagen", "/akten/{}/unterlagen"])
@pytest.mark.parametrize(("handle", "authority"), [(RESIDENT, "berlin"), ("qm-team", "berlin")])
def test_documents_of_others_do_not_exist(
    visit: Visit, a_house: House, id_: str, path: str, handle: str, authority: str
) -> None:
    upload(visit(CITY), f"/antraege/{id_}/unterlagen", ("a.pdf", PDF))
    document = rows(a_house, id_)[0].id
    client = visit(handle, authority)
    token = csrf(client.get("/antraege").text)

    assert client.get(path.format(id_)).status_code == 404
    assert client.get(f"{path.format(id_)}/{document}").status_code == 404
    answer = client.post(path.format(id_), data={"csrf": token, "key": a_key()}, files=parts([("b.pdf", PDF)]))
    assert answer.status_code == 404
    assert len(rows(a_house, id_)) == 1


def test_a_document_is_found_under_its_own_case_only(visit: Visit, a_house: House, id_: str) -> None:
    other = leipzig_case(a_house, reference="2.3").dossier.id
    client = visit(CITY)
    upload(client, f"/antraege/{id_}/unterlagen", ("a.pdf", PDF))
    document = rows(a_house, id_)[0]

    for name in (document.stored_as, "0" * 32, "..%2f..%2ffoerderkette.sqlite", "x"):
        assert client.get(f"/antraege/{id_}/unterlagen/{name}").status_code == 404
    assert client.get(f"/antraege/{other}/unterlagen/{document.id}").status_code == 404


def test_what_the_office_files_the_applicant_does_not_see(visit: Visit, a_house: House, id_: str) -> None:
    upload(visit(KG), f"/akten/{id_}/unterlagen", ("Vermerk.pdf", PDF))
    document = rows(a_house, id_)[0].id

    assert "Vermerk.pdf" in visit(DESK).get(f"/akten/{id_}/unterlagen").text
    for path in ("", "/unterlagen"):
        assert "Vermerk.pdf" not in visit(CITY).get(f"/antraege/{id_}{path}").text
    assert visit(CITY).get(f"/antraege/{id_}/unterlagen/{document}").status_code == 404


def test_a_contact_person_sees_what_their_side_sent(visit: Visit, id_: str) -> None:
    upload(visit(CITY), f"/antraege/{id_}/unterlagen", ("Plan.pdf", PDF))

    assert "Plan.pdf" in visit(CONTACT).get(f"/antraege/{id_}/unterlagen").text


def test_the_history_of_a_case_file_says_which_document_came(visit: Visit, id_: str) -> None:
    upload(visit(CITY), f"/antraege/{id_}/unterlagen", ("Kostenplan <b>.pdf", PDF))

    history = visit(DESK).get(f"/akten/{id_}").text.split('class="timeline"', 1)[1].partition("</ol>")[0]

    assert "Kostenplan &lt;b&gt;.pdf" in history
    assert "SHA-256" not in history


def test_drafts_of_others_do_not_exist(visit: Visit, a_house: House) -> None:
    draft = a_draft(a_house, CONTACT)
    client = visit(CITY)
    token = csrf(client.get("/antraege").text)

    for path in ("", f"/{'0' * 32}", f"/{'0' * 32}/entfernen"):
        address = f"/antraege/entwurf/{draft}/unterlagen{path}"
        if not path.endswith("entfernen"):
            assert client.get(address).status_code == 404
        if not path or path.endswith("entfernen"):
            assert client.post(address, data={"csrf": token}, files=parts([("a.pdf", PDF)])).status_code == 404


def test_a_stranger_and_a_forged_form_keep_nothing(visit: Visit, a_house: House, id_: str) -> None:
    path = f"/antraege/{id_}/unterlagen"
    assert visit().post(path, files=parts([("a.pdf", PDF)])).status_code == 401
    assert visit(CITY).post(path, data={"csrf": masked("x" * 43)}, files=parts([("a.pdf", PDF)])).status_code == 403
    assert on_disk(a_house) == []


def test_every_page_masks_its_form_token_anew(visit: Visit) -> None:
    client = visit(CITY)
    first, second = csrf(client.get("/antraege").text), csrf(client.get("/antraege").text)

    assert first != second
    assert unmasked(first) == unmasked(second)
    for bad in ("", "x", "ä", "====", unmasked(first).decode()):
        assert client.post("/abmelden", data={"csrf": bad}).status_code == 403
    assert client.post("/abmelden", data={"csrf": first}).status_code == 303
