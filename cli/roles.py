"""Do the roles of the authorities' people exist in the programmes? What `doctor` and `programme check` ask alike."""

from pathlib import Path

from config.bad_file import BadFile
from config.load import load_authority, load_programme
from domain.programme import Programme


def misfits(folder: Path, changed: Programme | None = None) -> list[BadFile]:
    """What is wrong with the authorities of an installation's folder, `changed` in the place of the programme of its key."""
    known = [load_programme(path).programme for path in sorted((folder / "programmes").glob("*.yaml"))]
    programmes = {programme.programme: programme for programme in [*known, *([changed] if changed else [])]}
    found: list[BadFile] = []
    for path in sorted((folder / "authorities").glob("*.yaml")):
        try:
            load_authority(path, programmes)
        except BadFile as bad:
            found.append(bad)
    return found
