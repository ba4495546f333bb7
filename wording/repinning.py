"""What a new version of a programme would mean for a case, in words."""

from domain.admission.repinning import Difference, Outlook, Verdict, What
from wording.language import N_, _, spoken
from wording.refusals import said

#: The verdicts as headings of lists.
VERDICTS = {
    Verdict.STAYS: N_("stays"),
    Verdict.COULD_MOVE: N_("could move"),
    Verdict.NEEDS_A_PERSON: N_("needs a person"),
}
_NOTHING = N_("Nothing would change for it.")
_DIFFERENT = {
    What.WAITS: N_("waits for {role} at “{stage}”"),
    What.NO_LONGER: N_("no longer waits for {role} at “{stage}”"),
    What.NEW_STAGE: N_("new stage “{stage}”"),
    What.STAGE_FALLS_AWAY: N_("the stage “{stage}” falls away"),
    What.OTHER_RULES: N_("other rules at “{stage}”"),
    What.DEADLINE_LOST: N_("the deadline of {due} at “{stage}” no longer runs"),
}
_UNTIL = N_("{line}, by {day}")


def reason(outlook: Outlook) -> str:
    """One line on why a case has its verdict."""
    if outlook.hindrances:
        return said(outlook.hindrances[0])
    return "; ".join(map(different, outlook.differences)) or _(_NOTHING)


def different(one: Difference) -> str:
    """One difference in words."""
    due = one.due.show(spoken()) if one.due else ""
    role = one.role.into(spoken()) if one.role else ""
    line = _(_DIFFERENT[one.what]).format(stage=one.stage.into(spoken()), role=role, due=due)
    return _(_UNTIL).format(line=line, day=due) if due and one.what is What.WAITS else line
