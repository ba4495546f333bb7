"""How it is said that somebody acted for somebody else."""

from wording.language import N_, _

_STANDING_IN = N_("{name}, standing in for {absent}")


def standing_in(name: str, absent: str) -> str:
    """Who did something as whose deputy, by name."""
    return _(_STANDING_IN).format(name=name, absent=absent)
