"""The right programme spoiled in the words of bodies, papers and codes; see `tests.config.spoiled_programmes`."""

STAGES = "proceedings.approval.stages"
_BOARD = "    title: {de: Beirat}\n"
_END = "needs: [decision]"
_TOP = "title: {de: Klein}"


def _stage(key: str, kind: str, *lines: str) -> str:
    said = "".join(f"\n        {line}" for line in lines)
    return f"{_END}\n      - key: {key}\n        kind: {kind}\n        title: {{de: Mehr}}\n        role: officer{said}"


#: what is spoiled: (old text, new text, marker of the line that is named, key path, words of the sentence)
SPOILED_BODIES: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "an unknown secretary": (
        _BOARD, f"{_BOARD}    secretary: secretery\n", "secretary: secretery", "bodies.board.secretary",
        ('no role "secretery"', 'did you mean "secretary"?'),
    ),
    "rules of a body out of order": (
        _BOARD, f"{_BOARD}    rules:\n      - since: 2015-01-01\n      - since: 2014-06-01\n", "since: 2014-06-01",
        "bodies.board.rules.2.since", ("stands after the one since 2015-01-01", "put the earlier one first"),
    ),
    "two rules of a body since one day": (
        _BOARD, f"{_BOARD}    rules:\n      - since: 2015-01-01\n      - since: 2015-01-01\n", "since: 2015-01-01",
        "bodies.board.rules.2.since", ("two entries since 2015-01-01", "take one out"),
    ),
    "a quorum that is no share": (
        _BOARD, f"{_BOARD}    rules:\n      - since: 2015-01-01\n        quorum: most\n", "quorum",
        "bodies.board.rules.1.quorum", ("75 % or 1/3",),
    ),
    "a tie that is unheard of": (
        _BOARD, f"{_BOARD}    rules:\n      - since: 2015-01-01\n        tie: zzz\n", "tie", "bodies.board.rules.1.tie",
        ("write one of: rejected, chair",),
    ),
    "papers due at an hour no day has": (
        _BOARD, f"{_BOARD}    papers_due:\n      days: 7\n      hour: 25\n", "hour", "bodies.board.papers_due.hour",
        ("at most 24",),
    ),
    "a referral to no meeting": (
        _END, f"{_END}\n        by_referral: true", "by_referral", f"{STAGES}.money.by_referral",
        ('take "by_referral" out',),
    ),
    "a committee without a body": (
        _END, _stage("committee", "meeting", "by_referral: true"), "- key: committee", f"{STAGES}.committee",
        ('add "body: …"', "board"),
    ),
    "a committee nothing refers to": (
        _END, _stage("committee", "meeting", "body: board", "by_referral: true"), "by_referral",
        f"{STAGES}.committee.by_referral", ('refer a case to "committee"', 'add "referred"'),
    ),
    "a stage that waits for a referral": (
        _END, _stage("committee", "meeting", "body: board", "by_referral: true").replace("[decision]", "[committee]"),
        "needs: [committee]", f"{STAGES}.money.needs.1", ('"committee" takes part only', 'out of "needs"'),
    ),
    "a stage that usually waits for a referral": (
        _END, _stage("committee", "meeting", "body: board", "by_referral: true").replace(
            "[decision]", "[decision]\n        usually_after: [committee]", 1
        ),
        "usually_after", f"{STAGES}.money.usually_after.1", ('out of "usually_after"',),
    ),
    "advice of no meeting": (
        _END, f"{_END}\n        advisory: true", "advisory", f"{STAGES}.money.advisory", ('take "advisory" out',),
    ),
    "four eyes on a meeting": (
        "within: {weeks: 4}", "four_eyes: true", "four_eyes", f"{STAGES}.session.four_eyes", ('take "four_eyes" out',),
    ),
    "an unknown role that signs": (
        _TOP, f"{_TOP}\nsigning:\n  - {{role: oficer, up_to: 1}}", "oficer", "signing.1.role", ('did you mean "officer"?',),
    ),
    "a role that signs twice": (
        _TOP, f"{_TOP}\nsigning:\n  - {{role: officer, up_to: 1}}\n  - {{role: officer, up_to: 2}}", "up_to: 2",
        "signing.2.role", ('"officer" has two signing limits',),
    ),
    "a signing limit that is no amount": (
        _TOP, f"{_TOP}\nsigning:\n  - {{role: officer, up_to: some}}", "up_to", "signing.1.up_to", ("10000 or 10000.00",),
    ),
    "a code twice": (
        _TOP, (f"{_TOP}\ncodes:\n  - {{key: HF1, title: {{de: A}}, since: 2014-01-01}}\n"
        "  - {key: HF1, title: {de: B}, since: 2014-01-01}"),
        "{de: B}", "codes.HF1.key", ("declared twice", "rename"),
    ),
    "a code that holds twice on a day": (
        _TOP, (f"{_TOP}\ncodes:\n  - {{key: HF1, title: {{de: A}}, since: 2014-01-01, until: 2020-12-31}}\n"
        "  - {key: HF1, title: {de: B}, since: 2020-12-31}"),
        "{de: B}", "codes.HF1.since", ("holds twice on 2020-12-31", '"until" before that day'),
    ),
    "a code that ends before it holds": (
        _TOP, f"{_TOP}\ncodes:\n  - {{key: HF1, title: {{de: A}}, since: 2014-01-01, until: 2013-12-31}}", "until",
        "codes.HF1.until", ("ends on 2013-12-31", "only from 2014-01-01"),
    ),
    "a code with a line break": (
        _TOP, f'{_TOP}\ncodes:\n  - {{key: HF1, title: {{de: "A\\nB"}}, since: 2014-01-01}}', "HF1", "codes.HF1.title.de",
        ("has to be one line",),
    ),
    "a code with a blank": (
        _TOP, f"{_TOP}\ncodes:\n  - {{key: HF 1, title: {{de: A}}, since: 2014-01-01}}", "HF 1", "codes.HF 1.key",
        ('The code "HF 1" does not fit', "at most 20"),
    ),
    "a kind of paper twice": (
        _TOP, (f"{_TOP}\npapers:\n  - {{key: note, title: {{de: A}}, results: [adopted]}}\n"
        "  - {key: note, title: {de: B}, results: [adopted]}"),
        "{de: B}", "papers.note.key", ("declared twice",),
    ),
    "a paper with an unknown result": (
        _TOP, f"{_TOP}\npapers:\n  - {{key: note, title: {{de: A}}, results: [adoptd]}}", "adoptd", "papers.note.results.1",
        ('did you mean "adopted"?',),
    ),
    "a paper that can never pass": (
        _TOP, f"{_TOP}\npapers:\n  - {{key: note, title: {{de: A}}, results: [noted]}}", "noted", "papers.note.results",
        ('never pass "session"', "add one of adopted"),
    ),
    "cycles out of order": (
        _TOP, f"{_TOP}\ncycle:\n  - {{since: 2020-01-01, months: 24}}\n  - {{since: 2019-01-01, months: 36}}", "months: 36",
        "cycle.2.since", ("put the earlier one first",),
    ),
    "two cycles since one day": (
        _TOP, f"{_TOP}\ncycle:\n  - {{since: 2020-01-01, months: 24}}\n  - {{since: 2020-01-01, months: 36}}", "months: 36",
        "cycle.2.since", ("two entries since 2020-01-01",),
    ),
    "a cycle of no months": (
        _TOP, f"{_TOP}\ncycle:\n  - {{since: 2020-01-01, months: 0}}", "months", "cycle.1.months", ("at least 1",),
    ),
    "a programme that is part of itself": (
        _TOP, f"{_TOP}\npart_of: small", "part_of", "part_of", ('take "part_of" out',),
    ),
    "a selection from no bids": (
        _END, _stage("pick", "selection", "needs: [decision]"), "- key: pick", f"{STAGES}.pick", ('"kind: bids"', '"needs"'),
    ),
    "bids that answer no call": (
        _END, _stage("offers", "bids", "needs: [decision]"), "- key: offers", f"{STAGES}.offers", ('"kind: call"',),
    ),
    "a selection that never selects": (
        _END, _stage("pick", "selection", "outcomes: [nobody_selected]"), "outcomes: [nobody", f"{STAGES}.pick.outcomes",
        ("add at least one of: selected",),
    ),
    "bids that never end": (
        _END, _stage("offers", "bids", "outcomes: [received]"), "outcomes: [received]", f"{STAGES}.offers.outcomes",
        ("add at least one of: closed",),
    ),
    "a call with the outcome of a decision": (
        _END, _stage("appeal", "call", "outcomes: [granted]"), "outcomes: [granted]", f"{STAGES}.appeal.outcomes.1",
        ('no outcome "granted"', "published"),
    ),
}  # fmt: skip
