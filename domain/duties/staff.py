"""Who works for the office or a body on dossiers of others, and who is of the side that applies."""

from domain.programme import Programme
from domain.vocabulary import StageKind

#: Where a programme keeps the answer; no command is called so.
_APPLICANTS = ("applicants", "")


def staff_roles(programme: Programme) -> frozenset[str]:
    """Administrators, secretaries of bodies, heads, and whoever records anything but a submission."""
    others = [stage for stage in programme.stages.values() if stage.kind is not StageKind.SUBMISSION]
    recorders = {role for stage in others for role in stage.recorders}
    secretaries = {body.secretary for body in programme.bodies if body.secretary}
    return frozenset({*programme.administrators, *programme.heads, *recorders, *secretaries})


def applicants_roles(programme: Programme) -> tuple[str, ...]:
    """Who applies, who may withdraw, and whoever is named and has no work at all, such as a sponsor who carries a project out.

    A role without work that is not of the applicant's side has its place under `owed_by`.
    """
    # Asked for every step that somebody owes, at every fact.
    found = programme.allowed.get(_APPLICANTS)
    if found is None:
        busy = {role for stage in programme.stages.values() for role in (stage.role, *stage.recorders)}
        idle = programme.roles.keys() - staff_roles(programme) - busy - programme.owed_by.keys()
        side = {programme.entry.role, *programme.withdrawn_by, *idle}
        found = programme.allowed[_APPLICANTS] = tuple(role for role in programme.roles if role in side)
    return found
