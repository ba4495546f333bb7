"""The right programme spoiled in one place each, and what the refusal has to say about it."""

from tests.config.programme_texts import RIGHT

STAGES = "proceedings.approval.stages"

#: what is spoiled: (old text, new text, marker of the line that is named, key path, words of the sentence)
SPOILED: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    # the words of the file
    "a key is missing": (
        "        role: secretary\n", "", "- key: session", f"{STAGES}.session.role",
        ('"role" is missing', "add a line"),
    ),
    "a key is misspelt": (
        "takes_remainder: true", "take_remainder: true", "take_remainder", "sources.own.take_remainder",
        ('did you mean "takes_remainder"?',),
    ),
    "a key is unheard of": (
        "title: {de: Klein}", "title: {de: Klein}\nzzz: 1", "zzz", "zzz",
        ('"zzz" is not known', "known are: programme"),
    ),
    "a key is misspelt inside braces": (
        "{de: Klein}", "{dee: Klein, de: K}", "dee", "title.dee", ('did you mean "de"?',),
    ),
    "text is a boolean": ("{de: Klein}", "{de: true}", "title: {de: true}", "title.de", ('in quotes ("true")',)),
    "text is nothing": ("{de: Klein}", "{de: }", "title: {de: }", "title.de", ("write the value after the colon",)),
    "text is empty": ("{de: Klein}", '{de: ""}', 'title: {de: ""', "title.de", ("write at least 1",)),
    "text is a list": ("{de: Klein}", "{de: [a]}", "{de: [a]", "title.de", ("has to be text", "after the colon")),
    "text is too long": (
        "{de: Klein}", "{de: " + "x" * 4001 + "}", "{de: xxx", "title.de", ("4001", "at most 4000", "shorten"),
    ),
    "a block is a word": ("{de: Klein}", "Klein", "title: Klein", "title", ("block of keys", '"key: value"')),
    "roles are a list": (
        "  applicant: {de: Antragstellerin}\n  officer: {de: Sachbearbeitung}\n  secretary: {de: Geschäftsstelle}\n",
        "  - applicant\n", "roles:", "roles", ("block of keys",),
    ),
    "a list is a word": ("[officer]", "officer", "administrators", "administrators", ("has to be a list", '"- "')),
    "a list is empty": ("[officer]", "[]", "administrators", "administrators", ("At least 1 item", "add one")),
    "a kind is misspelt": (
        "kind: meeting", "kind: meating", "kind: meating", f"{STAGES}.session.kind", ('did you mean "meeting"?',),
    ),
    "a kind is unheard of": (
        "kind: meeting", "kind: zzz", "kind: zzz", f"{STAGES}.session.kind", ("write one of: submission, meeting",),
    ),
    "a number is a word": (
        "weeks: 4", "weeks: four", "weeks: four", f"{STAGES}.session.within.weeks", ("not a whole number", "such as 4"),
    ),
    "a number is a float": (
        "weeks: 4", "weeks: 4.5", "weeks: 4.5", f"{STAGES}.session.within.weeks", ('"4.5" is not a whole number',),
    ),
    "a number is too small": ("weeks: 4", "weeks: 0", "weeks: 0", f"{STAGES}.session.within.weeks", ("at least 1",)),
    "a number is too large": (
        "weeks: 4", "weeks: 521", "weeks: 521", f"{STAGES}.session.within.weeks", ("at most 520",),
    ),
    "a switch is a word": (
        "takes_remainder: true", "takes_remainder: maybe", "maybe", "sources.own.takes_remainder",
        ("write true or false",),
    ),
    "a day is a count of seconds": (
        "since: 2014-01-01", "since: 0", "since", "budgets.1.since", ("write it as 2015-01-01",),
    ),
    "a day is in no calendar": (
        "since: 2014-01-01", "since: 2014-02-30", "since", "budgets.1.since", ("2014-02-30", "2015-01-01"),
    ),
    "an amount has three places": (
        "per_project: 1000", "per_project: 1000.005", "per_project", "budgets.1.per_project", ("10000 or 10000.00",),
    ),
    "an amount has a comma": (
        "per_project: 1000", "per_project: 1.000,00", "per_project", "budgets.1.per_project", ("10000 or 10000.00",),
    ),
    "a share is a word": ("share: 75 %", "share: most", "share: most", "sources.land.share", ("75 % or 1/3",)),
    "a share would take for ever to compute": (
        "share: 75 %", "share: 1e999999999 %", "share: 1e", "sources.land.share", ("75 % or 1/3",),
    ),
    "a key has capitals": ("key: board", "key: Board", "key: Board", "bodies.Board.key", ("small letters",)),
    "a role has a blank": (
        "  secretary: {de", "  the secretary: {de", "the secretary", "roles.the secretary", ("small letters",),
    ),
    # names
    "an unknown role": (
        "role: secretary", "role: secretery", "role: secretery", f"{STAGES}.session.role",
        ('There is no role "secretery"; did you mean "secretary"?',),
    ),
    "an unknown role in recorded_by": (
        "role: secretary", "role: secretary\n        recorded_by: [officer, zzz]", "recorded_by",
        f"{STAGES}.session.recorded_by.2", ('no role "zzz"', "known are: applicant, officer, secretary"),
    ),
    "an unknown administrator": (
        "[officer]", "[oficer]", "administrators", "administrators.1", ('did you mean "officer"?',),
    ),
    "nobody known withdraws": (
        "withdrawn_by: [applicant]", "withdrawn_by: [aplicant]", "withdrawn_by", "withdrawn_by.1", ('"applicant"?',),
    ),
    "an unknown body": (
        "body: board", "body: bord", "body: bord", f"{STAGES}.session.body", ('did you mean "board"?',),
    ),
    "an unknown gate": (
        "[session]", "[sesion]", "[sesion]", f"{STAGES}.decision.needs.1", ('did you mean "session"?',),
    ),
    "an unknown customary order": (
        "needs: [session]", "needs: [session]\n        usually_after: [zzz]", "usually_after",
        f"{STAGES}.decision.usually_after.1", ('no stage "zzz"', "submission, session, money"),
    ),
    "a gate in another proceeding": (
        "[session]", "[session, early]", "[session, early]", f"{STAGES}.decision.needs.2",
        ('belongs to the proceeding "early"', "name one of this proceeding: submission, session, money"),
    ),
    "an unknown outcome": (
        "[adopted, rejected]", "[adopted, rejekted]", "rejekted", f"{STAGES}.session.outcomes.2", ('"rejected"?',),
    ),
    "an unknown proceeding": (
        "requires: approval", "requires: aproval", "aproval", "proceedings.change.requires",
        ('did you mean "approval"?',),
    ),
    "the approval is missing": (
        "title: {de: Klein}", "title: {de: Klein}\napproval: grant", "approval: grant", "approval",
        ('no proceeding "grant"', "early, approval, change"),
    ),
    "a source twice": ("- key: own", "- key: land", "- key: land", "sources.land.key", ("declared twice", "rename")),
    "a body twice": (
        "    title: {de: Beirat}\n", "    title: {de: Beirat}\n  - key: board\n    title: {de: B}\n", "- key: board",
        "bodies.board.key", ("declared twice", "rename"),
    ),
    "a proceeding twice": (
        "- key: change\n", "- key: early\n", "- key: early\n    title: {de: Änd", "proceedings.early.key", ("twice",),
    ),
    "a stage twice": (
        "- key: change_request", "- key: session", "- key: session", "proceedings.change.stages.session.key",
        ("declared twice", "rename"),
    ),
    # kinds
    "a meeting without a body": (
        "        body: board\n", "", "- key: session", f"{STAGES}.session", ('add "body: …"', "board"),
    ),
    "a body without a meeting": (
        "needs: [session]", "needs: [session]\n        body: board", "body: board", f"{STAGES}.decision.body",
        ('take "body" out',),
    ),
    "a day of effect without a decision": (
        "needs: [decision]", "needs: [decision]\n        effective_date: true", "effective_date: true",
        f"{STAGES}.money.effective_date", ('take "effective_date" out',),
    ),
    "a period of two units": (
        "{weeks: 4}", "{weeks: 4, days: 1}", "{weeks", f"{STAGES}.session.within", ("days, weeks", "leave one"),
    ),
    "a period of no unit": ("{weeks: 4}", "{}", "within: {}", f"{STAGES}.session.within", ("exactly one of days",)),
    "a heading with a line break": (
        "{de: Klein}", '{de: "Klein\\nBcc: x"}', "Bcc", "title.de", ("has to be one line",),
    ),
    # order
    "a stage that waits for itself": (
        "[session]", "[decision, session]", "[decision, session]", f"{STAGES}.decision.needs",
        ("decision → decision", 'out of "needs"'),
    ),
    "a cycle of gates": (
        "role: applicant\n      - key: session", "role: applicant\n        needs: [decision]\n      - key: session",
        "needs: [decision]\n      - key: session", f"{STAGES}.submission.needs", (" → ", 'out of "needs"'),
    ),
    "a cycle through the customary order": (
        "role: applicant\n      - key: session",
        "role: applicant\n        usually_after: [session]\n      - key: session", "usually_after",
        f"{STAGES}.submission.usually_after", (" → ", 'out of "usually_after"'),
    ),
    "a meeting that never passes": (
        "[adopted, rejected]", "[noted, rejected]", "[noted", f"{STAGES}.session.outcomes",
        ("add at least one of: adopted",),
    ),
    "an approval on request": (
        "title: {de: Bewilligung}", "title: {de: Bewilligung}\n    starts: on_request",
        "starts: on_request\n    stages:\n      - key: submission", "proceedings.approval.starts",
        ('"starts: at_opening"',),
    ),
    "an approval without a submission": (
        "kind: submission\n        title: {de: Antrag}", "kind: decision\n        title: {de: Antrag}",
        "stages:\n      - key: sub", "proceedings.approval.stages", ('add one with "kind: submission"',),
    ),
    "begun at opening and yet waiting": (
        "starts: on_request\n    requires", "requires", "requires: approval", "proceedings.change.requires",
        ('write "starts: on_request"',),
    ),
    "proceedings that wait for each other": (
        "starts: on_request\n    stages:\n      - key: early",
        "starts: on_request\n    requires: early\n    stages:\n      - key: early", "requires: early",
        "proceedings.early.requires", ("early → early", 'take one "requires" out'),
    ),
    # money
    "shares of 99.99 %": ("share: 75 %", "share: 74.99 %", "sources:", "sources", ("add up to 99.99 %", "change them")),
    "shares of more than the whole": ("share: 75 %", "share: 2/3", "sources:", "sources", ("add up to 275/3 %",)),
    "a share here and none there": (
        "    share: 75 %\n", "", "- key: land", "sources.land", ("land has none", "every source"),
    ),
    "nobody takes the odd cents": (
        "    takes_remainder: true\n", "", "sources:", "sources", ('"takes_remainder: true"',),
    ),
    "two take the odd cents": (
        "share: 75 %", "share: 75 %\n    takes_remainder: true", "takes_remainder: true", "sources.own.takes_remainder",
        ('leave "takes_remainder" at one', "land, own"),
    ),
    "nobody to confirm the money": (
        RIGHT[RIGHT.index("sources:") : RIGHT.index("budgets:")], "", "kind: cofinancing", f"{STAGES}.money.kind",
        ('declare one under "sources"',),
    ),
    "amounts out of order": (
        "per_project: 1000", "per_project: 1000\n  - {since: 2013-01-01, per_area_and_year: 1, per_project: 1}",
        "2013-01-01", "budgets.2.since", ("put the earlier ones first",),
    ),
    "two amounts since one day": (
        "per_project: 1000", "per_project: 1000\n  - {since: 2014-01-01, per_area_and_year: 1, per_project: 1}",
        "- {since: 2014-01-01", "budgets.2.since", ("two amounts since 2014-01-01", "take one out"),
    ),
    # the file itself
    "an anchor": ("{de: Klein}", "&a {de: Klein}", "&a", "title", ("Anchors and aliases", "write the value out")),
    "a tag": (
        "{de: Klein}", "!!python/object:os.system {}", "!!python", "title", ("python/object:os.system", "leave it out"),
    ),
    "a harmless tag": ("{de: Klein}", "{de: !!str 5}", "!!str", "title.de", ("leave it out",)),
    "a key twice": (
        "administrators: [officer]", "administrators: [officer]\nprogramme: other", "programme: other", "programme",
        ("given twice, first on line 1", "take one of the two out"),
    ),
    "a key that is a list": ("{de: Klein}", "{[a, b]: Klein}", "title: {[", "title", ('write "key: value"',)),
    "blocks without end": (
        "{de: Klein}", "[" * 40 + "]" * 40, "title: [", "title" + ".1" * 31, ("deeper than 32", "indent less"),
    ),
    "a second document": ("administrators:", "---\nadministrators:", "---", "", ('take the line "---" out',)),
    "a bracket left open": ("[officer]", "[officer", "withdrawn_by", "", ("not YAML", "this line and the one before")),
    "a tab for indentation": ("  officer: {", "\tofficer: {", "\tofficer", "", ("not YAML", "indentation")),
    "a hidden control character": ("Klein", "Kl\x07ein", "Kl\x07", "", ("U+0007", "type it without")),
    "an escaped control character": ("{de: Klein}", '{de: "a\\r\\nBcc: x"}', "Bcc", "title.de", ("U+000D",)),
    "reordered text": ("Klein", "Kl\u202eein", "Kl\u202e", "title.de", ("U+202E", "type it without")),
}  # fmt: skip
