"""The settings: defaults that run at once, and one sentence for each wrong value."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from config.addresses import database_address, without_password
from config.mends import LIMITS, MENDS, SHOWN
from config.settings import VARIABLES, Settings, load
from tests.config.refused import refusal

SECRET = "Kirschbaum-17"


def test_an_empty_environment_means_everything_runs_on_this_machine(tmp_path: Path) -> None:
    settings = load(data=tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path}/foerderkette.sqlite"
    assert settings.mails == tmp_path / "mails"
    assert settings.prefect_home == tmp_path / "prefect"
    assert settings.embedded_mail
    assert settings.embedded_prefect
    assert (settings.language, settings.as_person) == ("de", "sachbearbeitung")


def test_a_relative_data_folder_means_the_same_for_every_child_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOERDERKETTE_DATA", "akten")

    assert load().data == tmp_path.resolve() / "akten"


def test_the_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOERDERKETTE_DATA", str(tmp_path / "from-environment"))
    monkeypatch.setenv("FOERDERKETTE_AS", "from-environment")

    settings = load(data=tmp_path / "given", as_person="given")

    assert (settings.data, settings.as_person) == (tmp_path / "given", "given")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, "")

    assert load() == Settings()


def test_settings_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError):
        load().chunk = 1  # type: ignore[misc] # the promise under test


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_always_reached_by_the_same_driver(scheme: str) -> None:
    url = load(database_url=f"{scheme}://office@db.example.org:5433/foerderkette?sslmode=require").database_url

    assert url == "postgresql+psycopg://office@db.example.org:5433/foerderkette?sslmode=require"


@pytest.mark.parametrize("url", ["mysql://db/x", "postgresql://db", "postgresql+asyncpg://db/x", "sqlite:///", "x"])
def test_any_other_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=re.escape(url)):
        database_address(url)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FOERDERKETTE_DATABASE_URL", "oracle://db/x"),
        ("PREFECT_API_URL", "localhost:4200"),
        ("FOERDERKETTE_LANGUAGE", "fr"),
        ("FOERDERKETTE_PUBLIC_URL", "javascript:alert(1)"),
        ("FOERDERKETTE_AS", "Frau Muster"),
        ("FOERDERKETTE_MAIL_FROM", "no-address"),
        ("FOERDERKETTE_MAIL_DOMAIN", "-example.org"),
        ("FOERDERKETTE_SMTP_HOST", "smtp://mail.example.org"),
        ("FOERDERKETTE_SMTP_SECURITY", "ssl"),
        ("FOERDERKETTE_SMTP_PORT", "0"),
        ("FOERDERKETTE_SMTP_PASSWORD_FILE", "no/such/file"),
        ("FOERDERKETTE_SMTP_CA_FILE", "no/such/file"),
        ("FOERDERKETTE_SWEEP_SECONDS", "often"),
        ("FOERDERKETTE_CHUNK", "10001"),
        ("FOERDERKETTE_CONFIG", "no/such/folder"),
        ("FOERDERKETTE_LEASE_SECONDS", "1.5"),
    ],
)
def test_a_wrong_value_is_answered_by_one_sentence_with_variable_value_and_mend(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    error = refusal()

    mend = MENDS[VARIABLES[variable]]
    assert str(error) == f"{variable} ist „{value}“: {mend.de}."
    assert error.sentence("en") == f'{variable} is "{value}": {mend.en}.'


@pytest.mark.parametrize("there", [(), ("programmes",), ("authorities",)])
def test_a_folder_of_an_office_needs_programmes_and_authorities(there: tuple[str, ...], tmp_path: Path) -> None:
    for kind in there:
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "one.yaml").write_text("{}", "utf-8")

    error = refusal(config=tmp_path)

    assert error.variable == "FOERDERKETTE_CONFIG"
    assert str(tmp_path) in str(error)
    assert "programmes/*.yaml und authorities/*.yaml" in str(error)


def test_a_folder_of_an_office_is_used_instead_of_the_release_and_needs_no_rules(tmp_path: Path) -> None:
    for kind in ("programmes", "authorities"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "one.yaml").write_text("{}", "utf-8")

    assert load(config=tmp_path).config == tmp_path.resolve()


def test_every_setting_has_a_mend_in_both_languages() -> None:
    assert set(VARIABLES.values()) <= set(MENDS)
    assert all(mend.de and mend.en for mend in MENDS.values())


@pytest.mark.parametrize("field", sorted(LIMITS))
def test_the_limits_a_mend_names_are_the_limits_that_hold(field: str) -> None:
    low, high = LIMITS[field]

    assert [getattr(load(**{field: value}), field) for value in (low, high)] == [low, high]
    for beyond in (low - 1, high + 1):
        assert f"{low} bis {high}" in str(refusal(**{field: beyond}))


def test_a_misspelt_variable_is_refused_instead_of_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOERDERKETTE_SMTPHOST", "mail.example.org")

    assert "gemeint ist wohl FOERDERKETTE_SMTP_HOST" in str(refusal())


def test_variables_that_resemble_no_setting_are_none_of_our_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOERDERKETTE_XYZ", "1")

    assert load() == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FOERDERKETTE_DATABASE_URL", f"mysql://office:{SECRET}@db/x"),
        ("FOERDERKETTE_DATABASE_URL", f"mysql://office:{SECRET}@ssw@rd@db/x"),
        ("FOERDERKETTE_SMTP_PASSWORD", SECRET),
        ("FOERDERKETTE_SMTP_PASSWORT", SECRET),
        ("FOERDERKETTE_DATABASEURL", f"sqlite:///{SECRET}"),
        ("PREFECT_API_URL", f"ftp://office:{SECRET}@prefect/api"),
    ],
)
def test_no_message_ever_shows_a_secret(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)

    error = refusal()

    assert SECRET not in error.sentence("de") + error.sentence("en")


def test_printing_the_settings_shows_no_secret() -> None:
    settings = load(
        database_url=f"postgresql://office:{SECRET}@db/x",
        smtp_host="mail.example.org",
        smtp_username="office",
        smtp_password=SECRET,
    )

    assert SECRET not in repr(settings) + str(settings)


def test_a_value_is_shown_short_and_without_control_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOERDERKETTE_LANGUAGE", "\x1b[31m" + "x" * 5000)

    sentence = str(refusal())

    assert "\x1b" not in sentence
    assert "x" * SHOWN not in sentence


def test_an_address_without_a_password_is_shown_whole() -> None:
    assert without_password("https://foerderung.example.org/x") == "https://foerderung.example.org/x"
