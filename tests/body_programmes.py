"""Programmes of the tests in which several bodies deal with a case: a council with committees, a project put to tender."""

from domain.programme import Programme


def _meeting(key: str, **more: object) -> dict[str, object]:
    return {"key": key, "kind": "meeting", "role": "office", "body": key, "title": {"de": key.upper()}, **more}


#: A council that may refer a paper to two committees, which advise it.
COUNCIL = Programme.model_validate(
    {
        "programme": "council",
        "title": {"de": "Drucksachen"},
        "roles": {"office": {"de": "Büro"}, "mayor": {"de": "Oberbürgermeister"}},
        "administrators": ["office"],
        "withdrawn_by": ["mayor"],
        "bodies": [
            {
                "key": "svv", "title": {"de": "Stadtverordnetenversammlung"}, "secretary": "office",
                "rules": [
                    {"since": "1990-01-01", "quorum": "1/2"},
                    {"since": "2002-01-01", "majority": "2/3", "reaching": True},
                ],
            },
            {"key": "ha", "title": {"de": "Hauptausschuss", "en": "Main committee"}},
            {"key": "bau", "title": {"de": "Bauausschuss"}},
        ],
        "papers": [
            {"key": "mitteilung", "title": {"de": "Mitteilung"}, "results": ["noted"]},
            {"key": "beschluss", "title": {"de": "Beschlussvorlage"}, "results": ["adopted", "adopted_amended", "rejected"]},
        ],
        "proceedings": [
            {
                "key": "approval",
                "title": {"de": "Beratung"},
                "rounds": True,
                "stages": [
                    {"key": "paper", "kind": "submission", "role": "mayor", "title": {"de": "Vorlage"}},
                    _meeting("svv", needs=["paper"], noted_is_enough=True),
                    _meeting("ha", by_referral=True, advisory=True),
                    _meeting("bau", by_referral=True, advisory=True),
                ],
            }
        ],
    }
)  # fmt: skip

#: A project before its sponsor: idea, round, call, bids, selection, application, decision by four eyes.
CALL = Programme.model_validate(
    {
        "programme": "call",
        "title": {"de": "Projektfonds"},
        "roles": {"team": {"de": "QM-Team"}, "sponsor": {"de": "Projektträger"}, "head": {"de": "Leitung"}},
        "administrators": ["team"],
        "withdrawn_by": ["sponsor"],
        "bodies": [{"key": "round", "title": {"de": "Steuerungsrunde"}}],
        "signing": [{"role": "team", "up_to": "5000"}],
        "codes": [
            {"key": "HF1", "title": {"de": "Bildung"}, "since": "2000-01-01", "until": "2009-12-31"},
            {"key": "HF2", "title": {"de": "Nachbarschaft"}, "since": "2000-01-01"},
        ],
        "proceedings": [
            {
                "key": "approval",
                "title": {"de": "Förderung"},
                "rounds": True,
                "stages": [
                    {"key": "idea", "kind": "submission", "role": "team", "title": {"de": "Projektidee"}},
                    {
                        "key": "round", "kind": "meeting", "role": "team", "body": "round", "needs": ["idea"],
                        "title": {"de": "Steuerungsrunde"},
                    },
                    {"key": "call", "kind": "call", "role": "team", "needs": ["round"], "title": {"de": "Aufruf"}},
                    {"key": "bids", "kind": "bids", "role": "team", "needs": ["call"], "title": {"de": "Angebote"}},
                    {"key": "choice", "kind": "selection", "role": "team", "needs": ["bids"], "title": {"de": "Auswahl"}},
                    {
                        "key": "application", "kind": "submission", "role": "sponsor", "recorded_by": ["sponsor", "team"],
                        "needs": ["choice"], "title": {"de": "Antrag"},
                    },
                    {
                        "key": "decision", "kind": "decision", "role": "head", "recorded_by": ["head", "team"],
                        "needs": ["application"], "four_eyes": True, "title": {"de": "Bescheid"},
                    },
                ],
            }
        ],
    }
)  # fmt: skip
