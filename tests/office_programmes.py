"""The programmes of the tests: a chain like that of Leipzig, and a fund with a cap like that of Berlin."""

from domain.programme import Programme

_ROLES = {
    "city": {"de": "Stadt", "en": "City"},
    "kg": {"de": "Geschäftsstelle der KG", "en": "KG secretariat"},
    "rp": {"de": "Regierungspräsidium", "en": "Regional authority"},
    "funders": {"de": "Geldgeber", "en": "Funders"},
}
_APPROVAL = {
    "key": "approval",
    "title": {"de": "Genehmigung", "en": "Approval"},
    "rounds": True,
    "stages": [
        {
            "key": "submission", "kind": "submission", "role": "city", "recorded_by": ["city", "rp"],
            "title": {"de": "Einreichung", "en": "Submission"}, "sheet": {"de": "Einreichung Projektantrag an RP"},
        },
        {
            "key": "kg", "kind": "meeting", "role": "kg", "body": "kg", "usually_after": ["submission"],
            "title": {"de": "KG-Sitzung", "en": "KG session"}, "sheet": {"de": "Bestätigung KG-Sitzung"},
        },
        {
            "key": "decision", "kind": "decision", "role": "rp", "needs": ["submission", "kg"], "within": {"months": 3},
            "title": {"de": "Entscheidung", "en": "Decision"},
            "sheet": {"de": "Projektentscheidung", "en": "Project decision"},
        },
        {
            "key": "cofinancing", "kind": "cofinancing", "role": "funders", "needs": ["decision"], "undated": True,
            "title": {"de": "Kofinanzierung", "en": "Co-financing"},
        },
    ],
}  # fmt: skip

#: A chain like that of the Leipzig measure sheet: early start, approval in rounds, amendment on request.
LEIPZIG = Programme.model_validate(
    {
        "programme": "leipzig",
        "title": {"de": "Gemeinschaftsinitiative Leipziger Westen", "en": "Leipzig West Initiative"},
        "roles": _ROLES,
        "administrators": ["rp"],
        "withdrawn_by": ["city"],
        "bodies": [{"key": "kg", "title": {"de": "KG"}}],
        "sources": [
            {"key": "erdf", "title": {"de": "EFRE", "en": "ERDF"}, "share": "75 %"},
            {"key": "town", "title": {"de": "Stadt", "en": "City"}, "share": "25 %", "takes_remainder": True},
        ],
        "proceedings": [
            {
                "key": "early_start",
                "title": {"de": "Vorzeitiger Beginn", "en": "Early start"},
                "starts": "on_request",
                "stages": [
                    {
                        "key": "consent", "kind": "decision", "role": "rp", "undated": True, "effective_date": True,
                        "title": {"de": "Zustimmung", "en": "Consent"},
                        "sheet": {"de": "Bestätigung vorzeitiger Vorhabensbeginn zum"},
                    },
                ],
            },
            _APPROVAL,
            {
                "key": "amendment",
                "title": {"de": "Änderung", "en": "Amendment"},
                "starts": "on_request",
                "requires": "approval",
                "rounds": True,
                "stages": [
                    {
                        "key": "request", "kind": "submission", "role": "city",
                        "title": {"de": "Änderungsantrag", "en": "Amendment request"},
                    },
                    {
                        "key": "change", "kind": "decision", "role": "rp", "needs": ["request"],
                        "title": {"de": "Änderungsbescheid", "en": "Amendment decision"},
                    },
                ],
            },
        ],
    }
)  # fmt: skip

#: A fund with a cap: the jury votes on what was applied for, the team decides, 1,500 EUR a project at most since 2015.
BERLIN = Programme.model_validate(
    {
        "programme": "berlin",
        "title": {"de": "Aktionsfonds"},
        "roles": {"team": {"de": "QM-Team"}, "jury": {"de": "Jury"}, "resident": {"de": "Bewohnerschaft"}},
        "administrators": ["team"],
        "withdrawn_by": ["resident"],
        "bodies": [{"key": "jury", "title": {"de": "Aktionsfondsjury"}}],
        "budgets": [
            {"since": "2014-01-01", "per_area_and_year": "10000", "per_project": "1000"},
            {"since": "2015-01-01", "per_area_and_year": "10000", "per_project": "1500"},
        ],
        "proceedings": [
            {
                "key": "approval",
                "title": {"de": "Förderung"},
                "stages": [
                    {"key": "application", "kind": "submission", "role": "resident", "title": {"de": "Antrag"}},
                    {
                        "key": "vote", "kind": "meeting", "role": "jury", "body": "jury", "needs": ["application"],
                        "title": {"de": "Jurysitzung"}, "outcomes": ["adopted", "rejected", "postponed"],
                    },
                    {
                        "key": "award", "kind": "decision", "role": "team", "needs": ["vote"],
                        "title": {"de": "Bestätigung"},
                    },
                ],
            }
        ],
    }
)  # fmt: skip
