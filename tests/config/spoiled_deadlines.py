"""The right programme spoiled in the words of deadlines and ladders; see `tests.config.spoiled_programmes`."""

_TOP = "title: {de: Klein}"
_END = "needs: [decision]"
STAGES = "proceedings.approval.stages"


def _duty(*lines: str, key: str = "proof", title: str = "Nachweis", within: str = "{months: 6}") -> str:
    """One deadline at the top of the file; `lines` say what is special about it."""
    said = "".join(f"    {line}\n" for line in lines)
    return f"{_TOP}\ndeadlines:\n  - key: {key}\n    title: {{de: {title}}}\n    within: {within}\n{said}".rstrip()


def _rungs(*rungs: str) -> str:
    return f"{_TOP}\nladders:\n  - key: short\n    rungs:\n" + "\n".join(f"      - {{{rung}}}" for rung in rungs)


#: what is spoiled: (old text, new text, marker of the line that is named, key path, words of the sentence)
SPOILED_DEADLINES: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "a deadline of nobody known": (
        _TOP, _duty("since: decision", "role: oficer"), "oficer", "deadlines.proof.role",
        ('no role "oficer"', 'did you mean "officer"?'),
    ),
    "a deadline since a stage that is unheard of": (
        _TOP, _duty("since: zzz"), "since: zzz", "deadlines.proof.since", ('no stage "zzz"', "known are: early"),
    ),
    "a deadline until a stage that is misspelt": (
        _TOP, _duty("since: decision", "until: mony"), "until: mony", "deadlines.proof.until", ('did you mean "money"?',),
    ),
    "a deadline without a beginning": (
        _TOP, _duty(), "- key: proof", "deadlines.proof", ('"since"', '"before"', "one beginning"),
    ),
    "a deadline with two beginnings": (
        _TOP, _duty("since: decision", "before: begins"), "- key: proof", "deadlines.proof", ("one beginning",),
    ),
    "a deadline before a day projects have not": (
        _TOP, _duty("before: middle"), "before: middle", "deadlines.proof.before", ("write one of: begins, ends",),
    ),
    "a deadline that ends where it begins": (
        _TOP, _duty("since: decision", "until: decision"), "until: decision", "deadlines.proof.until",
        ('begins and ends with the stage "decision"', "name another one"),
    ),
    "a deadline that is over when it begins": (
        _TOP, _duty("since: decision", "until: submission"), "until: submission", "deadlines.proof.until",
        ('"submission" comes before "decision"', "exchange the two"),
    ),
    "a deadline from the notification of what nobody notifies": (
        _TOP, _duty("since: submission", "since_notified: true"), "since_notified: true", "deadlines.proof.since_notified",
        ("Only decisions are notified", 'take "since_notified" out'),
    ),
    "a deadline from a notification before a day of the project": (
        _TOP, _duty("before: begins", "since_notified: true"), "since_notified: true", "deadlines.proof.since_notified",
        ("Only decisions are notified",),
    ),
    "a deadline that is called like a stage": (
        _TOP, _duty("since: decision", key="money"), "- key: money\n    title", "deadlines.money.key",
        ('A stage is called "money"', "something else"),
    ),
    "a deadline that is called like an appeal period": (
        _TOP, _duty("since: decision", key="appeal"), "- key: appeal", "deadlines.appeal.key", ("legal remedies",),
    ),
    "two deadlines of one name": (
        _TOP,
        _duty("since: decision") + "\n  - key: proof\n    title: {de: B}\n    within: {weeks: 1}\n    since: decision",
        "- key: proof", "deadlines.proof.key", ("declared twice",),
    ),
    "a deadline with a line break": (
        _TOP, _duty("since: decision", title='"A\\nB"'), 'title: {de: "A', "deadlines.proof.title.de", ("one line",),
    ),
    "a deadline of two units": (
        _TOP, _duty("since: decision", within="{months: 6, rule: proof}"), "within: {months", "deadlines.proof.within",
        ("it has months, rule", "leave one"),
    ),
    "a deadline that counts back and rests": (
        _TOP, _duty("before: begins", "stops_for: [sponsor]"), "stops_for", "deadlines.proof.stops_for",
        ("cannot rest", 'take "stops_for" out'),
    ),
    "a deadline that rests for somebody unheard of": (
        _TOP, _duty("since: decision", "stops_for: [mayor]"), "stops_for", "deadlines.proof.stops_for.1",
        ("write one of: sponsor, land, meeting, office",),
    ),
    "a deadline with an unknown ladder": (
        _TOP, _duty("since: decision", "role: applicant", "ladder: usaul"), "usaul", "deadlines.proof.ladder",
        ('did you mean "usual"?',),
    ),
    "reminders of nobody": (
        _TOP, _duty("since: decision", "ladder: usual"), "ladder: usual", "deadlines.proof.ladder",
        ("Nobody would be reminded", 'add "role: …"'),
    ),
    "reminders of a stage without a period": (
        _END, f"{_END}\n        ladder: usual", "ladder: usual", f"{STAGES}.money.ladder", ('"money"', 'add "within: …"'),
    ),
    "a stage with an unknown ladder": (
        "within: {weeks: 4}", "within: {weeks: 4}\n        ladder: zzz", "ladder: zzz", f"{STAGES}.session.ladder",
        ('no ladder "zzz"', "known are: usual"),
    ),
    "a ladder twice": (
        _TOP, _rungs("key: a, days: -3") + "\n  - key: short\n    rungs: [{key: a, days: -7}]", "- key: short",
        "ladders.short.key", ("declared twice among the ladders",),
    ),
    "a ladder without rungs": (
        _TOP, f"{_TOP}\nladders:\n  - {{key: short, rungs: []}}", "rungs: []", "ladders.short.rungs", ("At least 1 item",),
    ),
    "a rung twice": (
        _TOP, _rungs("key: a, days: -7", "key: a, days: -3"), "days: -3", "ladders.short.rungs.a.key", ("declared twice",),
    ),
    "rungs out of order": (
        _TOP, _rungs("key: a, days: -3", "key: b, days: -7"), "days: -7", "ladders.short.rungs.b.days",
        ('"b" comes before "a"', "in the order of their days"),
    ),
    "two rungs for the same people on a day": (
        _TOP, _rungs("key: a, days: -3", "key: b, days: -3"), "key: b,", "ladders.short.rungs.b.days", ("the same people",),
    ),
    "a fourth reminder": (
        _TOP, _rungs(*(f"key: r{n}, days: {n}" for n in range(4))), "key: r3", "ladders.short.rungs.r3",
        ("more than 3 times", "does so 4 times"),
    ),
    "a rung that tells somebody unheard of": (
        _TOP, _rungs("key: a, days: 3, tells: mayor"), "tells: mayor", "ladders.short.rungs.a.tells",
        ("write one of: owner, officer, deputy, head",),
    ),
    "a rung years away": (
        _TOP, _rungs("key: a, days: -367"), "days: -367", "ladders.short.rungs.a.days", ("at least -366",),
    ),
    "a head of an unknown role": (
        _TOP, f"{_TOP}\nheads: [oficer]", "oficer", "heads.1", ('did you mean "officer"?',),
    ),
    "the time of an unknown role": (
        _TOP, f"{_TOP}\nowed_by: {{oficer: land}}", "oficer", "owed_by.oficer", ('did you mean "officer"?',),
    ),
    "the time of nobody's": (
        _TOP, f"{_TOP}\nowed_by: {{officer: bank}}", "bank", "owed_by.officer", ("write one of: sponsor, land",),
    ),
    "a recipient unheard of": (
        _TOP, f"{_TOP}\nrecipient: club", "club", "recipient", ("write one of: private, municipality",),
    ),
}  # fmt: skip
