"""The answer to a wrong setting, as the tests of this folder look at it."""

import pytest

from config.mends import SettingsError
from config.settings import load


def refusal(**given: object) -> SettingsError:
    """Return the one sentence the environment, or what is given, is answered with."""
    with pytest.raises(SettingsError) as caught:
        load(**given)
    return caught.value
