"""Situations of the office, as fixtures."""

import pytest

from tests.offices import CASE_OFFICER, CITY, KG_SECRETARY, NOBODY, Actor, Desk, a_dossier


@pytest.fixture
def city_clerk() -> Actor:
    """Whoever submits for the city."""
    return CITY


@pytest.fixture
def kg_secretary() -> Actor:
    """Whoever records what the KG did."""
    return KG_SECRETARY


@pytest.fixture
def case_officer() -> Actor:
    """Whoever decides at the authority and administers the programme."""
    return CASE_OFFICER


@pytest.fixture
def passer_by() -> Actor:
    """A person without any role."""
    return NOBODY


@pytest.fixture
def submitted() -> Desk:
    """A dossier whose application is in; the KG has not met."""
    return a_dossier("kg")


@pytest.fixture
def confirmed() -> Desk:
    """A dossier that waits for its decision."""
    return a_dossier("decision")


@pytest.fixture
def granted() -> Desk:
    """A dossier that was granted; the money is not confirmed yet."""
    return a_dossier("cofinancing")
