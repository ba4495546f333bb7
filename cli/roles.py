"""Do the roles of the authorities' people exist in the programmes? What `doctor` and `programme check` ask alike."""

from pathlib import Path

import config
from config.bad_file import BadFile
from config.load import load_authority, load_programme
from domain.programme import Programme

#: The folder of the files every installation is furnished with (`workflows.house`).
_FILES = Path(config.__file__).parent


def misfits(changed: Programme | None = None) -> list[BadFile]:
    """What is wrong with the authorities' files, with `changed` in the place of the programme of its key."""
    known = [load_programme(path).programme for path in sorted((_FILES / "programmes").glob("*.yaml"))]
    programmes = {programme.programme: programme for programme in [*known, *([changed] if changed else [])]}
    found: list[BadFile] = []
    for path in sorted((_FILES / "authorities").glob("*.yaml")):
        try:
            load_authority(path, programmes)
        except BadFile as bad:
            found.append(bad)
    return found
