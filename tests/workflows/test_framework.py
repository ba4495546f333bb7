"""Opening what the new words of a project say: under a framework notice, with fields of action, as a kind of paper."""

from dataclasses import replace
from pathlib import Path

import pytest

from config.application import Project
from config.bad_file import BadFile
from config.load import load_programmes
from domain.commands import Command, Decide, Resolve, Submit
from domain.commands.meetings import Propose, PublishCall
from domain.dates import When
from domain.errors import NoSuchDossier, NoSuchProgramme, Refusal
from domain.errors.meetings import BelongsToNothing, FrameworkNeeded, FrameworkNotGranted, NoSuchCode, NoSuchPaper
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from tests.config.programme_texts import RIGHT
from tests.houses import a_key, findings
from workflows import house as houses
from workflows.house import House
from workflows.inbox import look, newest, open_case, receive
from workflows.record import Receipt

ABOVE, UNDER = "efre-stadtentwicklung-sachsen-2021", "efre-sachsen-2021-einzelvorhaben"
OFFICER, SIGNATORY = "sab-sachbearbeitung", "sab-zeichnung"
DAY = When("2023-05-15")


def opened(house: House, reference: str, **said: object) -> Receipt:
    """A dossier of the SAB with what the project says."""
    project = Project.model_validate(
        {"authority": "sab", "programme": UNDER, "reference": reference, "title": "Vorhaben", "applicant": "stadt", **said}
    )
    return open_case(house, project, DAY, None, by=OFFICER, key=a_key())


def framework(house: House, outcome: DecisionOutcome | None = DecisionOutcome.GRANTED) -> Receipt:
    """A framework dossier, decided as wanted."""
    receipt = opened(house, "F-1", programme=ABOVE)
    steps: list[tuple[Command, str]] = [
        (PublishCall(stage="call", on=DAY), OFFICER),
        (Resolve(stage="gihk", on=DAY, outcome=MeetingOutcome.ADOPTED), "ratsbuero"),
        (Submit(stage="application", on=DAY), OFFICER),
        (Resolve(stage="steering", on=DAY, outcome=MeetingOutcome.REJECTED), "lenkungsausschuss"),
    ]
    if outcome:
        steps += [
            (Propose(stage="framework_notice", on=DAY, outcome=outcome, reason="Grund"), OFFICER),
            (Decide(stage="framework_notice", on=DAY, outcome=outcome, reason="Grund"), SIGNATORY),
        ]
    for command, by in steps:
        receipt = receive(house, "F-1", command, by=by, programme=ABOVE)
    return receipt


@pytest.mark.parametrize("outcome", [DecisionOutcome.GRANTED, DecisionOutcome.PARTIALLY_GRANTED])
def test_an_operation_opens_under_a_framework_notice_and_names_its_dossier(a_house: House, outcome: DecisionOutcome) -> None:
    above = framework(a_house, outcome)
    under = opened(a_house, "E-1", part_of="F-1").dossier
    assert under.opened.part_of == above.dossier.id
    assert look(a_house, "E-1").dossier.opened.part_of == above.dossier.id, "as it is read from the store"
    assert findings(a_house) == []


@pytest.mark.parametrize("outcome", [DecisionOutcome.REFUSED, None])
def test_without_the_notice_nothing_opens_under_it(a_house: House, outcome: DecisionOutcome | None) -> None:
    framework(a_house, outcome)
    with pytest.raises(FrameworkNotGranted, match="F-1"):
        opened(a_house, "E-1", part_of="F-1")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({}, FrameworkNeeded),
        ({"part_of": "F-2"}, NoSuchDossier),
        ({"part_of": "F-1", "programme": ABOVE}, BelongsToNothing),
        ({"part_of": "F-1", "codes": ["HF1"]}, NoSuchCode),
        ({"part_of": "F-1", "paper": "mitteilung"}, NoSuchPaper),
    ],
)
def test_what_does_not_fit_the_programme_is_refused_and_leaves_no_trace(
    a_house: House, said: dict[str, object], kind: type[Refusal]
) -> None:
    framework(a_house)
    with pytest.raises(kind):
        opened(a_house, "E-1", **said)
    with pytest.raises(NoSuchDossier):
        look(a_house, "E-1")


def test_the_framework_of_another_authority_is_not_found(a_house: House) -> None:
    framework(a_house)
    project = Project(authority="leipzig", programme=UNDER, reference="E-1", title="Vorhaben", part_of="F-1")
    with pytest.raises(NoSuchDossier, match="F-1"):
        open_case(a_house, project, DAY, None, by="sachbearbeitung", key=a_key())


def test_a_code_counts_from_the_day_it_holds(a_house: House) -> None:
    project = Project(authority="berlin", programme="berlin-ihek", reference="K-1", title="Konzept", codes=("HF1", "HF5"))
    with pytest.raises(NoSuchCode, match="HF1"):
        open_case(a_house, project, When("2013-12-31"), None, by="qm-team", key=a_key())
    dossier = open_case(a_house, project, When("2014-01-01"), None, by="qm-team", key=a_key()).dossier
    assert dossier.opened.codes == ("HF1", "HF5")


def test_a_framework_no_file_declares_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(RIGHT + "part_of: smal\n", "utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(RIGHT.replace("programme: small", "programme: smalt"), "utf-8")
    with pytest.raises(BadFile) as bad:
        load_programmes([other, file])
    assert [(p.line, p.key_path) for p in bad.value.problems] == [(RIGHT.count("\n") + 1, "part_of")]
    assert 'no programme "smal"; did you mean "smalt"?' in str(bad.value)


def test_programmes_that_are_part_of_each_other_are_found(tmp_path: Path) -> None:
    files = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for file, other in zip(files, "ba", strict=True):
        file.write_text(RIGHT.replace("programme: small", f"programme: {file.stem}\npart_of: {other}"), "utf-8")
    with pytest.raises(BadFile, match="a → b → a"):
        load_programmes(files)


def test_an_installation_with_such_a_file_writes_nothing(tmp_path: Path, a_house: House) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "authorities").mkdir()
    (tmp_path / "programmes/small.yaml").write_text(RIGHT + "part_of: nowhere\n", "utf-8")
    with pytest.raises(BadFile, match="nowhere"):
        houses.furnish(replace(a_house, settings=a_house.settings.model_copy(update={"config": tmp_path})))
    with pytest.raises(NoSuchProgramme):
        newest(a_house, "small")
