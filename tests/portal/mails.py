"""Asking for a sign-in mail and reading it, as a person does."""

import asyncio

from starlette.testclient import TestClient

from notifications.catcher import MailCatcher
from notifications.caught import list_mails
from notifications.smtp import SmtpTransport
from notifications.smtp_settings import SmtpSettings
from workflows.house import House
from workflows.sign_in import SignInPost

CONTACT = "quartiersmoderation@example.org"


async def deliver(house: House) -> None:
    """Send what is owed to a real mail server, which keeps it."""
    async with MailCatcher(house.settings.mails) as catcher:
        transport = SmtpTransport(SmtpSettings(host="127.0.0.1", port=catcher.port, security="none"))
        await SignInPost(house, transport).empty()
        await transport.close()


def asked(house: House, client: TestClient, weiter: str = "/", email: str = CONTACT) -> str:
    """Ask for a link and take its path from the mail."""
    assert client.post("/anmelden", data={"email": email, "weiter": weiter}).status_code == 303
    asyncio.run(deliver(house))
    mail = list_mails(house.settings.mails)[-1]
    assert mail.recipient == email
    return "/anmelden/" + mail.text.split("/anmelden/", 1)[1].split()[0]


def code_in_mail(house: House) -> str:
    """The code in the newest mail, as it is shown there."""
    mail = list_mails(house.settings.mails)[-1]
    return next(line.strip() for line in mail.text.splitlines() if line.startswith("  "))
