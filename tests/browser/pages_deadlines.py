"""Deadlines: the board, those of a case with their forms, the applicant's side, and the reminders."""

from tests.browser.visitors import OFFICER, OWN, STAFF, Shot

_CASE = "/akten/{timed}"
_EXTEND, _SET = "/akten/{id_}/verlaengern/{about}", "/akten/{id_}/frist-setzen"

DEADLINE_SHOTS = (
    Shot("/fristen", "fristen", "/fristen", STAFF),
    Shot("/fristen", "fristen-alle", "/fristen?fuer=alle", (OFFICER,)),
    Shot("/fristen", "fristen-ruhen", "/fristen?fuer=alle&gruppe=ruht", (OFFICER,)),
    Shot("/fristen", "fristen-keine", "/fristen?fuer=team&schuldet=land&gruppe=woche", STAFF),
    Shot("/fristen", "fristen-dahinter", "/fristen?fuer=mir&nach=2099-01-01/{timed}/kg:1", STAFF),
    Shot("/akten/{id_}/fristen", "akte-fristen", f"{_CASE}/fristen", STAFF),
    Shot("/akten/{id_}/fristen", "akte-rechtsbehelf", "/akten/{notified}/fristen", STAFF),
    Shot("/akten/{id_}/fristen", "akte-ohne-fristen", "/akten/{waiting}/fristen", STAFF),
    Shot(_EXTEND, "verlaengern", f"{_CASE}/verlaengern/{{deadline}}", (OFFICER,)),
    Shot(_EXTEND, "verlaengern-fehler", f"{_CASE}/verlaengern/{{deadline}}", (OFFICER,), press="Check", answers=422),
    Shot(
        _EXTEND, "verlaengern-vorschau", f"{_CASE}/verlaengern/{{deadline}}", (OFFICER,),
        fields=(("period", "10 Arbeitstage"), ("reason", "Das Gutachten verspätet sich.")), press="Check", answers=200,
    ),
    Shot(_SET, "frist-setzen", f"{_CASE}/frist-setzen", (OFFICER,)),
    Shot(_SET, "frist-setzen-fehler", f"{_CASE}/frist-setzen", (OFFICER,), press="Check", answers=422),
    Shot("/akten/{id_}/frist-aendern/{about}", "frist-aendern", f"{_CASE}/frist-aendern/frist:1", (OFFICER,)),
    Shot("/akten/{id_}/frist-beenden/{about}", "frist-beenden", f"{_CASE}/frist-beenden/frist:1", (OFFICER,)),
    Shot("/akten/{id_}/frist-ruht", "frist-ruht", f"{_CASE}/frist-ruht", (OFFICER,)),
    Shot("/akten/{id_}/frist-laeuft", "frist-laeuft", f"{_CASE}/frist-laeuft", (OFFICER,)),
    Shot("/akten/{id_}/bekanntgeben/{about}", "bekanntgeben", "/akten/{untold}/bekanntgeben/decision", (OFFICER,)),
    Shot(
        "/akten/{id_}/bekanntgeben/{about}", "bekanntgeben-vorschau", "/akten/{untold}/bekanntgeben/decision", (OFFICER,),
        fields=(("delivery", "post"), ("on", "16.11.2026"), ("instructed", "ja")), press="Check", answers=200,
    ),
    Shot("/antraege/{id_}", "antrag-fristen", "/antraege/{timed}", OWN),
    Shot("/antraege/{id_}", "antrag-rechtsbehelf", "/antraege/{notified}", OWN),
    Shot("/erinnerungen", "erinnerungen", "/erinnerungen", (OFFICER,)),
    Shot("/erinnerungen", "erinnerungen-weit", "/erinnerungen?bis=31.01.2027&weiter=nein", (OFFICER,)),
    Shot("/erinnerungen", "erinnerungen-fehler", "/erinnerungen?bis=gestern", (OFFICER,), 422),
)  # fmt: skip
