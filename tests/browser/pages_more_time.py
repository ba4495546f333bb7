"""More time: asked for by their own people, answered by the office."""

from tests.browser.visitors import OFFICER, OWN, STAFF, Shot

_ASK, _REFUSE = "/antraege/{id_}/mehr-zeit/{name}", "/akten/{id_}/mehr-zeit-ablehnen/{about}"
_FORM, _ANSWER = "/antraege/{timed}/mehr-zeit/{deadline}", "/akten/{asked}/mehr-zeit-ablehnen/{requested}"
_TYPED = (("reason", "Das Gutachten verspätet sich."), ("until", "18.12.2026"))

MORE_TIME_SHOTS = (
    Shot(_ASK, "mehr-zeit", _FORM, OWN),
    Shot(_ASK, "mehr-zeit-fehler", _FORM, OWN, fields=(("until", "bald"),), press="Continue", answers=422),
    Shot(_ASK, "mehr-zeit-pruefen", _FORM, OWN, fields=_TYPED, press="Continue", answers=200),
    Shot(_ASK, "mehr-zeit-konflikt", _FORM, OWN, fields=(("seen", "1"), *_TYPED), press="Continue", answers=409),
    Shot("/antraege/{id_}", "antrag-mehr-zeit-wartet", "/antraege/{asked}", OWN),
    Shot("/antraege/{id_}", "antrag-mehr-zeit-abgelehnt", "/antraege/{denied}", OWN),
    Shot("/antraege/{id_}/quittung", "quittung-mehr-zeit", "/antraege/{asked}/quittung", OWN),
    Shot("/akten/{id_}/fristen", "akte-mehr-zeit", "/akten/{asked}/fristen", STAFF),
    Shot("/akten/{id_}/verlaengern/{about}", "verlaengern-erbeten", "/akten/{asked}/verlaengern/{requested}", (OFFICER,)),
    Shot(_REFUSE, "mehr-zeit-ablehnen", _ANSWER, (OFFICER,)),
    Shot(_REFUSE, "mehr-zeit-ablehnen-fehler", _ANSWER, (OFFICER,), press="Check", answers=422),
    Shot(
        _REFUSE, "mehr-zeit-ablehnen-vorschau", _ANSWER, (OFFICER,),
        fields=(("reason", "Die Jury tagt am 10. Dezember."),), press="Check", answers=200,
    ),
    Shot("/fristen", "fristen-bitten", "/fristen?fuer=team&gruppe=bitten", STAFF),
    Shot("/fristen", "fristen-keine-bitten", "/fristen?fuer=team&gruppe=bitten&schuldet=land", STAFF),
)  # fmt: skip
