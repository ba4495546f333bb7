"""Who may do what: one function, asked by every page. What it says for every role stands in `tests/portal/matrix.yaml` too.

A thing somebody may not see does not exist for them: pages answer 404, not 403.
"""

from enum import StrEnum

from domain.dossier import Dossier
from domain.programme import Programme
from domain.staff import staff_roles
from domain.vocabulary import StageKind
from store.access import Account


class Act(StrEnum):
    """What people do in the portal."""

    READ_OWN = "read_own"
    APPLY = "apply"
    READ_CASE_FILE = "read_case_file"
    RECORD = "record"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    FILE_DOCUMENT = "file_document"
    ASSIGN = "assign"
    SEE_READINGS = "see_readings"
    SEE_WORKLIST = "see_worklist"
    MANAGE_PEOPLE = "manage_people"


#: Nor does anybody correct what was decided about their own application, or choose who decides.
_OF_OTHERS = frozenset({Act.CORRECT, Act.ASSIGN})


def may(account: Account, act: Act, thing: Dossier | Programme, *, stage: str = "") -> bool:
    """Tell whether the person may do this with a dossier, or in a programme."""
    programme = thing if isinstance(thing, Programme) else thing.programme
    roles = account.roles.get(programme.programme, frozenset())
    if isinstance(thing, Dossier) and thing.opened.authority != account.authority:
        return False
    own = isinstance(thing, Dossier) and not account.sides.isdisjoint(thing.parties)
    staff = bool(roles & staff_roles(programme))
    match act:
        case Act.READ_OWN:
            return own
        case Act.APPLY:
            return bool(roles & {*programme.entry.recorders, *programme.administrators})
        case Act.READ_CASE_FILE | Act.SEE_WORKLIST:
            return staff
        case Act.RECORD:
            allowed = {*programme.stages[stage].recorders, *programme.administrators} if stage in programme.stages else set()
            if own and stage in programme.stages and programme.stages[stage].kind is not StageKind.SUBMISSION:
                return False  # nobody consults on, decides or pays for their own application (§ 20 VwVfG)
            return bool(roles & allowed) and (staff or own)
        case Act.WITHDRAW:
            return bool(roles & {*programme.withdrawn_by, *programme.administrators}) and (staff or own)
        case Act.FILE_DOCUMENT:
            return own or staff
        case Act.CORRECT | Act.ASSIGN | Act.SEE_READINGS | Act.MANAGE_PEOPLE:
            return bool(roles & set(programme.administrators)) and not (own and act in _OF_OTHERS)
