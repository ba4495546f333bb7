"""What a database says when it fails is logged: it names no address, no words and no token of anybody."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from workflows.house import House


def test_an_error_of_the_database_does_not_tell_what_was_asked_with(a_house: House) -> None:
    with a_house.database.reading() as connection, pytest.raises(DBAPIError) as failed:
        connection.execute(text("SELECT 1 FROM nowhere WHERE token = :token"), {"token": "as-good-as-the-button"})
    assert "nowhere" in str(failed.value)
    assert "as-good-as-the-button" not in str(failed.value)
