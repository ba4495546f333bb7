"""The settings of the identity provider: whole, or refused by the name of the variable."""

import pytest

from tests.config.refused import refusal


@pytest.mark.parametrize(
    ("given", "variable"),
    [
        ({"oidc_issuer": "http://login.example.org", "oidc_client_id": "x"}, "OIDC_ISSUER"),
        ({"oidc_issuer": "https://login.example.org?x=1", "oidc_client_id": "x"}, "OIDC_ISSUER"),
        ({"oidc_issuer": "https://login.example.org"}, "OIDC_CLIENT_ID"),
        ({"oidc_client_id": "x"}, "OIDC_CLIENT_ID"),
        ({"staff_by_oidc_only": True}, "STAFF_BY_OIDC_ONLY"),
    ],
)
def test_half_a_provider_is_refused(given: dict[str, object], variable: str) -> None:
    assert f"FOERDERKETTE_{variable}" in str(refusal(**given))
