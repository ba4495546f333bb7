"""Whom an imported table names, and who may import it: nobody is made up, nobody comes back, nobody acts without a role."""

from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import NoSuchAuthority, NoSuchPerson
from domain.errors.imports import ImportNeedsAdministrator
from domain.events import Resolved
from tests.houses import KG
from tests.import_tables import MAPPING, a_table
from tests.importing import an_import, case, done, kinds, rows_of
from workflows.house import House
from workflows.roster import erase
from workflows.roster_change import By


def test_a_name_nobody_has_becomes_one_organisation_without_an_address(a_house: House, tmp_path: Path) -> None:
    club = {"Antragsteller": "Turnverein Beispiel e. V."}
    _plan, written = done(a_house, tmp_path, rows_of(club, club, {}))
    applicants = {case(a_house, f"X-{n}").dossier.opened.applicant for n in range(2)}
    assert len(applicants) == len(written.parties) == 1
    with a_house.database.reading() as connection:
        row = connection.execute(text("SELECT * FROM party WHERE name LIKE 'Turnverein%'")).mappings().one()
        noted = connection.execute(text("SELECT count(*) FROM access_change WHERE what = 'added'")).scalar_one()
    assert (row["id"], row["email"], bool(row["organisation"]), row["kept_by"]) == (*applicants, "", True, "portal")
    assert noted == len(written.parties)


def test_nobody_is_added_unless_the_mapping_says_so(a_house: House, tmp_path: Path) -> None:
    mapping = MAPPING.replace("create_parties: true\n", "")
    plan, written = done(a_house, tmp_path, rows_of({"Antragsteller": "Turnverein"}, {}), mapping)
    assert kinds(plan) == {2: ["NobodyCalled"]}
    assert written.cases == 1


def test_a_name_that_somebody_has_is_asked_about(a_house: House, tmp_path: Path) -> None:
    plan, _written = done(a_house, tmp_path, rows_of({"Antragsteller": "GBM Beratung mbH"}))
    assert kinds(plan) == {2: ["CalledLikeThat"]}


def test_somebody_erased_is_not_added_again(a_house: House, tmp_path: Path) -> None:
    club = {"Antragsteller": "Turnverein Beispiel e. V."}
    known = rows_of(club)
    done(a_house, tmp_path, known)
    with a_house.database.reading() as connection:
        handle = connection.execute(text("SELECT handle FROM party WHERE name LIKE 'Turnverein%'")).scalar_one()
    erase(a_house, By("leipzig"), handle, handle)
    assert an_import(a_house, tmp_path, known).check().repeated == 1
    again = rows_of(club, club)
    assert kinds(an_import(a_house, tmp_path, again).check()) == {3: ["WasErased"]}


def test_an_unknown_handle_is_refused(a_house: House, tmp_path: Path) -> None:
    mapping = MAPPING.replace("by: name", "by: handle")
    assert kinds(done(a_house, tmp_path, rows_of({"Antragsteller": "niemand"}), mapping)[0]) == {2: ["NobodyWithHandle"]}


def test_an_import_is_for_those_who_administer_the_programme(a_house: House, tmp_path: Path) -> None:
    with pytest.raises(ImportNeedsAdministrator):
        an_import(a_house, tmp_path, a_table(1, 0), by=KG)
    with pytest.raises(NoSuchPerson):
        an_import(a_house, tmp_path, a_table(1, 0), by="niemand")
    with pytest.raises(NoSuchAuthority):
        an_import(a_house, tmp_path, a_table(1, 0), MAPPING.replace("authority: leipzig", "authority: dresden"))


def test_every_fact_goes_through_the_domain_in_the_name_of_whoever_the_mapping_says(a_house: House, tmp_path: Path) -> None:
    mapping = MAPPING.replace("on: KG am\n", f"on: KG am\n    as: {KG}\n")
    done(a_house, tmp_path, rows_of({}), mapping)
    resolved = next(e for e in case(a_house, "X-0").dossier.entries if isinstance(e.event, Resolved))
    assert resolved.role == "kg_secretariat"
    refused = MAPPING.replace("on: KG am\n", "on: KG am\n    as: antragstelle\n")
    assert kinds(an_import(a_house, tmp_path, rows_of({}, {}), refused).check())[3] == ["NotYourRole"]
