"""The cases of domain.md 4.4 by their numbers, from the posting of a notice to the last day, by the shipped rule sets."""

from datetime import date

import pytest

from domain.dates import When
from domain.deadlines.bounds import by_figure, combined
from domain.deadlines.derivation import derive
from domain.deadlines.notification import DEEMED_DAY_MOVES, appeal, appeal_end, deemed
from domain.deadlines.rules import Reckoning, RuleBook, Switch
from domain.programme.timed import Period
from domain.text import Text
from domain.vocabulary import Delivery, Recipient
from tests.domain.deadlines.reckonings import at, programme, shipped_rules

ERDF = "efre-sachsen-2021-einzelvorhaben"


def posted(day: str, land: str) -> When:
    return deemed(Delivery.POST, When(day), at(land), programme())


@pytest.mark.parametrize(
    ("day", "land", "notified", "ends"),
    [
        pytest.param("2025-02-03", "SN", "2025-02-07", "2025-03-07", id="D01"),
        pytest.param("2024-12-03", "SN", "2024-12-06", "2025-01-06", id="D02-three-days-and-no-Epiphany"),
        pytest.param("2024-12-03", "ST", "2024-12-06", "2025-01-07", id="D03-Epiphany"),
        pytest.param("2025-03-19", "SN", "2025-03-23", "2025-04-23", id="D04-notified-on-a-Sunday"),
        pytest.param("2028-01-27", "SN", "2028-01-31", "2028-02-29", id="D06-leap-day"),
    ],
)
def test_a_posted_notice_counts_as_known_and_may_be_objected_to(day: str, land: str, notified: str, ends: str) -> None:
    assert posted(day, land) == notified
    assert appeal_end(When(notified), True, at(land), programme())[0] == ends


def test_d04_where_a_land_lets_the_deemed_day_move_it_is_monday() -> None:
    """The switch of a jurisdiction, as tax law has it."""
    said = Text(de="Beispiel")
    moves = Switch(key=DEEMED_DAY_MOVES, since=date(2025, 1, 1), laender=("SN",), on=True, source=said)
    book = RuleBook(shipped_rules().figures, (*shipped_rules().switches, moves))
    reckoning = Reckoning(at("SN").calendar, book)
    notified = deemed(Delivery.POST, When("2025-03-19"), reckoning, programme())
    assert (notified, appeal(notified, reckoning, programme()).due) == ("2025-03-24", "2025-04-24")
    elsewhere = Reckoning(at("BB").calendar, book)
    assert deemed(Delivery.POST, When("2025-03-19"), elsewhere, programme()) == "2025-03-23"


@pytest.mark.parametrize(
    ("start", "period", "land", "ends"),
    [
        pytest.param("2025-11-05", Period(weeks=2), "SN", "2025-11-20", id="D08-SN-Repentance-Day"),
        pytest.param("2025-11-05", Period(weeks=2), "BE", "2025-11-19", id="D08-BE"),
        pytest.param("2025-11-05", Period(weeks=2), "BB", "2025-11-19", id="D08-BB"),
        pytest.param("2027-02-08", Period(months=1), "BE", "2027-03-09", id="D09-BE-Womens-Day"),
        pytest.param("2027-02-08", Period(months=1), "BB", "2027-03-08", id="D09-BB"),
        pytest.param("2027-02-08", Period(months=1), "SN", "2027-03-08", id="D09-SN"),
        pytest.param("2025-04-08", Period(months=1), "BE", "2025-05-09", id="D11-BE-one-off-holiday"),
        pytest.param("2025-04-08", Period(months=1), "BB", "2025-05-08", id="D11-BB"),
        pytest.param("2025-04-08", Period(months=1), "SN", "2025-05-08", id="D11-SN"),
        *(
            pytest.param("2025-04-04", Period(weeks=2), land, "2025-04-22", id=f"D12-{land}-over-Easter")
            for land in ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
        ),
    ],
)
def test_the_holidays_of_the_authoritys_land_move_the_end(start: str, period: Period, land: str, ends: str) -> None:
    assert derive(date.fromisoformat(start), period, at(land).calendar).due == ends


def test_d14_documents_asked_for_within_28_days() -> None:
    notified = posted("2025-12-01", "SN")
    assert notified == "2025-12-05"
    assert derive(notified.first, Period(days=28), at("SN").calendar).due == "2026-01-02"


def test_d15_of_the_two_limits_of_the_proof_of_use_the_earlier_one_holds() -> None:
    starts = {"proof_of_use": date(2025, 8, 31), "proof_of_use_at_latest": date(2025, 12, 31)}
    holds = by_figure("proof_of_use", starts, at("SN"), programme())
    assert holds.due == "2026-03-02"
    assert [other.due for other in holds.beside] == ["2026-06-30"]
    assert holds.verified


def test_d15_while_the_purpose_is_not_fulfilled_the_outer_limit_holds_alone() -> None:
    starts = {"proof_of_use_at_latest": date(2025, 12, 31)}
    assert by_figure("proof_of_use", starts, at("SN"), programme()).due == "2026-06-30"


def test_d15_a_municipality_has_a_year() -> None:
    starts = {"proof_of_use": date(2025, 8, 31), "proof_of_use_at_latest": date(2025, 12, 31)}
    assert by_figure("proof_of_use", starts, at("SN"), programme(Recipient.MUNICIPALITY)).due == "2026-08-31"


def test_d17_an_approval_period_never_moves_and_the_proof_is_counted_from_it() -> None:
    """§ 31 (4) VwVfG; 31.10.2026 is a Saturday and a holiday in Saxony."""
    approval = derive(date(2026, 4, 30), Period(days=184), at("SN").calendar, shifts=False)
    assert (approval.due, approval.moved) == ("2026-10-31", False)
    proof = by_figure("proof_of_use", {"proof_of_use_at_latest": approval.end}, at("SN"), programme())
    assert proof.due == "2027-04-30"


@pytest.mark.parametrize(
    ("key", "land", "ends", "verified"),
    [
        pytest.param("use_within_federal", "SN", "2026-02-27", False, id="D18-six-weeks"),
        pytest.param("use_within", "BY", "2026-03-16", True, id="D18-two-months-BY"),
        pytest.param("use_within", "BB", "2026-03-16", False, id="D18-two-months-BB"),
        pytest.param("use_within", "SN", "2026-07-16", True, id="D18-six-months"),
    ],
)
def test_an_advance_has_to_be_used_within_the_time_of_the_land(key: str, land: str, ends: str, *, verified: bool) -> None:
    said = by_figure(key, {key: date(2026, 1, 16)}, at(land), programme())
    assert (said.due, said.verified) == (ends, verified)


def test_d19_without_instruction_there_is_a_year() -> None:
    end, figure = appeal_end(When("2025-02-07"), False, at("SN"), programme())
    assert (end, figure.key) == ("2026-02-09", "objection_uninstructed")


def test_d20_action_in_court_after_formal_service() -> None:
    served = deemed(Delivery.SERVED, When("2026-01-30"), at("SN"), programme())
    assert by_figure("court_action", {"court_action": served.first}, at("SN"), programme()).due == "2026-03-02"


def test_d22_an_extension_counts_from_the_moved_end() -> None:
    first = derive(date(2026, 1, 28), Period(months=1), at("SN").calendar)
    assert (first.counted, first.due) == (date(2026, 2, 28), "2026-03-02")
    assert derive(first.end, Period(days=10), at("SN").calendar).due == "2026-03-12"


def test_d23_an_appointment_stays_on_its_saturday() -> None:
    """§ 31 (5) VwVfG: a session on 15.11.2025, two weeks after somebody called it."""
    session = derive(date(2025, 11, 1), Period(weeks=2), at("SN").calendar, shifts=False)
    assert (session.due, session.end.strftime("%a"), session.moved) == ("2025-11-15", "Sat", False)


def test_d25_six_weeks_before_an_action_is_the_friday() -> None:
    said = derive(date(2026, 6, 20), Period(weeks=6), at("BE").calendar, back=True)
    assert (said.counted, said.due, said.moved) == (date(2026, 5, 9), "2026-05-08", True)


def test_d27_documents_are_kept_until_the_later_day() -> None:
    starts = {"retention": date(2025, 11, 20), "retention_national": date(2026, 6, 15)}
    kept = by_figure("retention", starts, at("SN"), programme(Recipient.MUNICIPALITY, ERDF))
    assert (kept.due, [other.due for other in kept.beside]) == ("2031-06-15", ["2030-12-31"])
    assert by_figure("retention", {"retention": starts["retention"]}, at("SN"), programme(key=ERDF)).due == "2030-12-31"
    national = by_figure("retention", {"retention": starts["retention_national"]}, at("SN"), programme())
    assert combined((kept, national), later=True).due == "2031-06-15"


def test_d29_a_year_from_a_leap_day() -> None:
    assert by_figure("start_within", {"start_within": date(2024, 2, 29)}, at("SN"), programme()).due == "2025-02-28"
