"""Who works for the office or a body: the roles of a programme that work on dossiers of others."""

from domain.programme import Programme
from domain.vocabulary import StageKind


def staff_roles(programme: Programme) -> frozenset[str]:
    """Administrators, secretaries of bodies, heads, and whoever records anything but a submission."""
    others = [stage for stage in programme.stages.values() if stage.kind is not StageKind.SUBMISSION]
    recorders = {role for stage in others for role in stage.recorders}
    secretaries = {body.secretary for body in programme.bodies if body.secretary}
    return frozenset({*programme.administrators, *programme.heads, *recorders, *secretaries})
