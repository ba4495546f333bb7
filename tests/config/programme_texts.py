"""A small, right programme as text, and a way to spoil it in one place."""

RIGHT = """\
programme: small
title: {de: Klein}
roles:
  applicant: {de: Antragstellerin}
  officer: {de: Sachbearbeitung}
  secretary: {de: Geschäftsstelle}
administrators: [officer]
withdrawn_by: [applicant]
bodies:
  - key: board
    title: {de: Beirat}
sources:
  - key: land
    title: {de: Land}
    share: 75 %
  - key: own
    title: {de: Eigenanteil}
    share: 25 %
    takes_remainder: true
budgets:
  - since: 2014-01-01
    per_area_and_year: 10000
    per_project: 1000
proceedings:
  - key: early
    title: {de: Vorzeitiger Beginn}
    starts: on_request
    stages:
      - key: early
        kind: decision
        title: {de: Zustimmung}
        role: officer
        effective_date: true
  - key: approval
    title: {de: Bewilligung}
    stages:
      - key: submission
        kind: submission
        title: {de: Antrag}
        role: applicant
      - key: session
        kind: meeting
        title: {de: Sitzung}
        body: board
        role: secretary
        needs: [submission]
        outcomes: [adopted, rejected]
        within: {weeks: 4}
      - key: decision
        kind: decision
        title: {de: Entscheidung}
        role: officer
        needs: [session]
      - key: money
        kind: cofinancing
        title: {de: Finanzierung}
        role: officer
        needs: [decision]
  - key: change
    title: {de: Änderung}
    starts: on_request
    requires: approval
    stages:
      - key: change_request
        kind: submission
        title: {de: Änderungsantrag}
        role: applicant
"""


def spoiled(old: str, new: str) -> str:
    """The right programme with the one place `old` replaced by `new`."""
    assert RIGHT.count(old) == 1, f"{old!r} has to stand in the text exactly once"
    return RIGHT.replace(old, new)


def line_of(text: str, marker: str) -> int:
    """The line (from 1) of the last place where `marker` stands."""
    assert marker in text
    return text[: text.rindex(marker)].count("\n") + 1
