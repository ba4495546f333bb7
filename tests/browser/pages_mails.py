"""Declining optional mails: the page of the link, what the button answers, and the choice in one's account."""

from tests.browser.visitors import OFFICER, SIGNED_IN, STRANGER, Shot

ROUTE = "/abbestellen/{token}/{kind}"

MAIL_SHOTS = (
    Shot(ROUTE, "abbestellen-frueh", "/abbestellen/{unsubscribe}/frueh", (STRANGER, OFFICER)),
    Shot(ROUTE, "abbestellen-morgens", "/abbestellen/{unsubscribe}/morgens", (STRANGER,)),
    Shot(ROUTE, "abbestellen-niemand", f"/abbestellen/{'x' * 43}/frueh", (STRANGER,), 404),
    Shot(
        ROUTE, "abbestellt-frueh", "/abbestellen/{unsubscribe}/frueh", (STRANGER,),
        press="Unsubscribe from early reminders", answers=200,
    ),
    Shot(
        ROUTE, "abbestellt-morgens", "/abbestellen/{unsubscribe}/morgens", (STRANGER,),
        press="Unsubscribe from the overview in the morning", answers=200,
    ),
    Shot("/konto", "konto-mails", "/konto?gespeichert=mails", SIGNED_IN),
)  # fmt: skip
