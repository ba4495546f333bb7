"""The relay the settings name. Apart from the post, which imports Prefect: sign-in links go out without it."""

from config.settings import Settings
from notifications.smtp import SmtpTransport
from notifications.smtp_settings import SmtpSettings


def smtp(settings: Settings) -> SmtpTransport:
    """The relay the settings name."""
    password = settings.password()
    return SmtpTransport(
        SmtpSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=settings.smtp_security,
            username=settings.smtp_username or None,
            password=password.get_secret_value() if password else None,
            ca_file=settings.smtp_ca_file,
        )
    )
