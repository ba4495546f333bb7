"""An office for a whole year: three authorities in two Länder, their people, and a programme with ladders of several shapes."""

import json
from pathlib import Path

PROGRAMME = "jahr"
APPLICANT, DESK, HEAD = "applicant", "desk", "head"
#: By key of the deadline: its role and the rungs of its ladder (days from the end, whom they tell).
LADDERS: dict[str, tuple[str, tuple[tuple[str, int, str], ...]]] = {
    "application": (APPLICANT, (("first", -14, "owner"), ("last", -3, "owner"), ("over", 1, "owner"),
                                ("officer", 3, "officer"), ("deputy", 7, "deputy"), ("head", 14, "head"))),
    "dense": (APPLICANT, (("r1", -30, "owner"), ("r2", -7, "owner"), ("r3", 1, "owner"), ("o1", 3, "officer"))),
    "short": (APPLICANT, (("s1", -4, "owner"), ("s2", -3, "owner"), ("h1", 2, "head"))),
    "check": (DESK, (("c1", -5, "owner"), ("c2", 0, "owner"), ("d1", 1, "deputy"), ("h1", 4, "head"))),
}  # fmt: skip
LADDERS["report"] = LADDERS["application"]

LAND = {"alpha": "SN", "beta": "SN", "gamma": "BE"}
#: Public holidays on weekdays of these years, from the statute books of Saxony and Berlin; not asked of any package.
_EVERYWHERE = "2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-12-25 2027-01-01 2027-03-26 2027-03-29"
HOLIDAYS = {
    "SN": frozenset(f"{_EVERYWHERE} 2026-10-31 2026-11-18".split()),
    "BE": frozenset(f"{_EVERYWHERE} 2027-03-08".split()),
}
#: What the authorities' files add: a holiday of the place, a stricken one, and days on which nobody is in.
EXTRA = {"beta": frozenset({"2026-06-04"})}
CLOSED = {"beta": (("2026-07-20", "2026-07-24"), ("2026-12-24", "2026-12-31")), "gamma": (("2026-05-15", "2026-05-15"),)}

#: The mailboxes several people read, in one authority and across two.
SHARED, BOTH_SIDES = "gemeinsam@example.org", "beide@example.org"
APPLICANTS = tuple(f"sponsor-{n}" for n in range(1, 9))
WITHOUT_ADDRESS = "sponsor-8"
#: Somebody who wants no early reminders, and somebody who opens their cases at noon on each busy day.
DECLINES, LOOKS = ("beta", "sponsor-2"), ("alpha", "sponsor-1")
OFFICERS = ("desk-1", "desk-2")
CHIEF = "chief"


def mailbox(authority: str, handle: str) -> str:
    """Where somebody reads their mails; "" for nowhere."""
    if handle == WITHOUT_ADDRESS:
        return ""
    if handle in {"sponsor-6", "sponsor-7"}:
        return SHARED
    if authority == "alpha" and handle in {"sponsor-5", "desk-2"}:
        return BOTH_SIDES if handle == "desk-2" else BOTH_SIDES.title()
    return f"{handle}-{authority}@example.org"


def furnish(folder: Path) -> Path:
    """Write the files of the office; give the folder."""
    for name in ("programmes", "authorities", "rules"):
        (folder / name).mkdir(parents=True)
    _write(folder / "programmes" / f"{PROGRAMME}.yaml", _programme())
    for authority in LAND:
        _write(folder / "authorities" / f"{authority}.yaml", _authority(authority))
    return folder


def _write(file: Path, words: object) -> None:
    file.write_text(json.dumps(words, ensure_ascii=False), "utf-8")  # JSON is YAML


def _text(words: str) -> dict[str, str]:
    return {"de": words, "en": words}


def _programme() -> dict[str, object]:
    never = {"since": "late", "within": {"days": 10}}
    duties = [key for key in LADDERS if key != "application"]
    return {
        "programme": PROGRAMME,
        "title": _text("Jahr"),
        "roles": {APPLICANT: _text("Antragstelle"), DESK: _text("Sachbearbeitung"), HEAD: _text("Leitung")},
        "administrators": [DESK],
        "withdrawn_by": [APPLICANT],
        "heads": [HEAD],
        "ladders": [
            {"key": key, "rungs": [{"key": k, "days": d, "tells": t} for k, d, t in LADDERS[key][1]]}
            for key in ("dense", "short", "check")
        ],
        "deadlines": [
            {"key": key, "title": _text(key.title()), "role": LADDERS[key][0], **never,
             **({} if key == "report" else {"ladder": key})}
            for key in duties
        ],
        "proceedings": [
            {"key": "approval", "title": _text("Bewilligung"), "stages": [
                {"key": "application", "kind": "submission", "title": _text("Antrag"), "role": APPLICANT,
                 "recorded_by": [APPLICANT, DESK], "within": {"days": 45}},
                {"key": "decision", "kind": "decision", "title": _text("Entscheidung"), "role": DESK,
                 "needs": ["application"]},
            ]},
            {"key": "change", "title": _text("Änderung"), "starts": "on_request", "requires": "approval", "stages": [
                {"key": "late", "kind": "submission", "title": _text("Änderungsantrag"), "role": APPLICANT},
            ]},
        ],
    }  # fmt: skip


def _authority(key: str) -> dict[str, object]:
    people = [(handle, [APPLICANT]) for handle in APPLICANTS]
    people += [(OFFICERS[0], [DESK, APPLICANT]), (OFFICERS[1], [DESK]), (CHIEF, [HEAD, DESK])]
    days: dict[str, object] = {"holidays": sorted(EXTRA.get(key, ()))}
    days["closed"] = [{"since": first, "until": last} for first, last in CLOSED.get(key, ())]
    return {
        "authority": key,
        "title": _text(f"Amt {key}"),
        "land": LAND[key],
        "contact": f"{key}@example.org",
        "calendar": days,
        "parties": [
            {"handle": handle, "name": handle.title(), "roles": {PROGRAMME: roles}}
            | ({"email": mailbox(key, handle)} if mailbox(key, handle) else {})
            for handle, roles in people
        ],
    }
