"""Which figure holds: the most special that fits, of those the newest in force, and none rather than a guess."""

from datetime import date

import pytest

from domain.calendar import OfficeCalendar
from domain.deadlines.rules import Figure, NoFigure, Reckoning, RuleBook, RuleSet, Switch
from domain.programme.timed import Period
from domain.vocabulary import Recipient
from tests.domain.deadlines.reckonings import at, programme, shipped_rules

DAY = date(2026, 1, 1)


def figure(months: int, **said: object) -> Figure:
    whole = {"key": "proof", "since": "2020-01-01", "within": {"months": months}, "source": {"de": "Nr."}, **said}
    return Figure.model_validate(whole)


def holds(*figures: Figure, land: str = "SN", day: date = DAY, recipient: Recipient = Recipient.PRIVATE) -> int | None:
    book = RuleBook(figures)
    return book.figure("proof", land=land, programme=programme(recipient), day=day).within.months


GENERAL, OF_THE_LAND = figure(1), figure(2, laender=["SN"])
FOR_PRIVATE, OURS = figure(3, recipient="private"), figure(4, programmes=["some-programme"])


@pytest.mark.parametrize(
    ("figures", "months"),
    [
        ((GENERAL,), 1),
        ((GENERAL, OF_THE_LAND), 2),
        ((OF_THE_LAND, GENERAL, FOR_PRIVATE), 3),
        ((OURS, FOR_PRIVATE, OF_THE_LAND, GENERAL), 4),
        ((OURS, figure(5, laender=["SN"], recipient="private")), 4),
        ((FOR_PRIVATE, figure(5, laender=["SN"], recipient="private")), 5),
    ],
)
def test_the_more_special_figure_holds_in_whatever_order_they_stand(figures: tuple[Figure, ...], months: int) -> None:
    assert holds(*figures) == months
    assert holds(*reversed(figures)) == months


def test_a_special_figure_of_old_comes_before_a_newer_general_one() -> None:
    assert holds(OF_THE_LAND, figure(9, since="2025-01-01")) == 2


@pytest.mark.parametrize(("day", "months"), [("2020-01-01", 1), ("2024-12-31", 1), ("2025-01-01", 7), ("2030-01-01", 7)])
def test_of_equally_special_figures_the_newest_in_force_holds(day: str, months: int) -> None:
    assert holds(GENERAL, figure(7, since="2025-01-01"), day=date.fromisoformat(day)) == months


@pytest.mark.parametrize("day", ["2019-12-31", "2025-01-01"])
def test_before_its_first_and_after_its_last_day_a_figure_does_not_hold(day: str) -> None:
    with pytest.raises(NoFigure, match="proof for SN"):
        holds(figure(1, until="2024-12-31"), day=date.fromisoformat(day))


def test_for_another_land_recipient_or_programme_nothing_holds() -> None:
    for foreign in (
        figure(1, laender=["BE"]),
        figure(1, recipient="municipality"),
        figure(1, programmes=["theirs"]),
        figure(1, key="other"),
    ):
        with pytest.raises(NoFigure):
            holds(foreign)


def test_a_municipality_gets_its_own_figure() -> None:
    figures = (FOR_PRIVATE, figure(12, recipient="municipality"))
    assert holds(*figures, recipient=Recipient.MUNICIPALITY) == 12


def test_berlins_periods_of_proof_and_of_use_are_open_and_so_nobody_states_them() -> None:
    """domain.md 10."""
    for key in ("proof_of_use", "use_within", "retention"):
        with pytest.raises(NoFigure):
            at("BE").figure(key, programme(), DAY)


def test_no_period_of_domain_2_3_for_saxony_is_missing() -> None:
    keys = {"proof_of_use", "proof_of_use_at_latest", "use_within", "start_within", "completeness_check", "retention",
            "earmarking", "earmarking_buildings", "earmarking_it", "publicity_cure", "payment_within"}  # fmt: skip
    for key in keys:
        assert at("SN").figure(key, programme(), DAY).verified, key
        assert not at("SN").figure(key, programme(), date(2024, 1, 1)).verified, "the wording of that time was not read"


@pytest.mark.parametrize(
    ("key", "period"),
    [("payment_within", Period(days=80)), ("interim_proof", Period(months=4)), ("earmarking", Period(years=5)),
     ("proof_of_use", Period(months=6)), ("use_within", Period(months=6)), ("start_within", Period(years=1))],
)  # fmt: skip
def test_the_saxon_erdf_has_figures_of_its_own_for_municipalities_too(key: str, period: Period) -> None:
    erdf = programme(Recipient.MUNICIPALITY, "efre-stadtentwicklung-sachsen-2021")
    assert at("SN").figure(key, erdf, DAY).within == period


@pytest.mark.parametrize("key", ["completeness_check", "publicity_cure"])
def test_what_the_rules_of_the_erdf_do_not_have_is_not_taken_from_the_land(key: str) -> None:
    assert at("SN").figure(key, programme(), DAY).key == key
    with pytest.raises(NoFigure):
        at("SN").figure(key, programme(key="efre-sachsen-2021-einzelvorhaben"), DAY)


def test_infrastructure_of_the_erdf_is_earmarked_for_five_years_and_not_for_the_twelve_of_the_land() -> None:
    assert at("SN").figure("earmarking_buildings", programme(), DAY).within == Period(years=12)
    erdf = programme(key="efre-sachsen-2021-einzelvorhaben")
    assert at("SN").figure("earmarking_buildings", erdf, DAY).within == Period(years=5)


def test_every_recipient_counts_the_proof_by_its_own_year() -> None:
    assert at("SN").figure("proof_of_use", programme(), DAY).within == Period(months=6)
    assert at("SN").figure("proof_of_use", programme(Recipient.MUNICIPALITY), DAY).within == Period(years=1)


def test_a_switch_is_off_unless_something_says_on() -> None:
    def switch(*, on: bool, **said: object) -> Switch:
        return Switch.model_validate({"key": "moves", "since": "2020-01-01", "on": on, "source": {"de": "Nr."}, **said})

    def on(*switches: Switch, land: str = "SN") -> bool:
        return Reckoning(OfficeCalendar(land), RuleBook(switches=switches)).switched("moves", programme(), DAY)

    assert not on()
    assert on(switch(on=True))
    assert on(switch(on=False), switch(on=True, laender=["SN"]))
    assert not on(switch(on=False), switch(on=True, laender=["SN"]), land="BE")
    assert not on(switch(on=True, until="2025-12-31"))


def test_a_book_binds_figures_and_switches_of_all_its_sets() -> None:
    words = {"rules": "own", "title": {"de": "Eigene"}}
    said = {"key": "moves", "since": "2020-01-01", "on": True, "source": {"de": "Nr."}}
    sets = [RuleSet.model_validate({**words, "figures": [figure(1).model_dump(mode="json", exclude_none=True)]}),
            RuleSet.model_validate({**words, "switches": [said]})]  # fmt: skip
    book = RuleBook.of(iter(sets))
    assert (len(book.figures), len(book.switches)) == (1, 1)


def test_a_period_that_names_a_rule_is_counted_by_its_figure() -> None:
    period, found = at("SN").counted(Period(rule="proof_of_use"), programme(), DAY)
    assert (period, found and found.name) == (Period(months=6), "proof_of_use@2025-05-01")
    assert at("SN").counted(Period(weeks=2), programme(), DAY) == (Period(weeks=2), None)
    with pytest.raises(NoFigure):
        at("SN").counted(Period(rule="unheard_of"), programme(), DAY)


def test_a_figure_is_found_again_by_the_name_an_entry_keeps_of_it() -> None:
    """Private recipients, municipalities and the ERDF have figures of one name; each dossier finds its own."""
    name = "proof_of_use@2025-05-01"
    private, town = at("SN").named(name, programme()), at("SN").named(name, programme(Recipient.MUNICIPALITY))
    assert private is not None
    assert town is not None
    assert (private.within, town.within) == (Period(months=6), Period(years=1))
    assert at("BE").named(name, programme()) is None
    assert at("SN").named("", programme()) is None


def test_every_name_of_a_shipped_rule_tells_the_day_since_which_it_holds() -> None:
    for one in shipped_rules().figures:
        assert one.name == f"{one.key}@{one.since}"
