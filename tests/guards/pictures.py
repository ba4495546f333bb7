"""The pictures in docs/pictures/, generated from the programme and the sample; `make pictures` writes them anew."""

import sys
import tempfile
from pathlib import Path

from config.clock import FixedClock
from config.load import load_programme, load_sample
from config.settings import load
from domain.dossier import Dossier
from domain.office_time import moment
from domain.picture import svg
from tests.guards.repository import ROOT
from workflows.house import open_house
from workflows.replay import replay

FOLDER = ROOT / "docs/pictures"
PROGRAMME = ROOT / "config/programmes/urban-ii-leipzig.yaml"
SAMPLE = ROOT / "samples/urban-ii-leipzig-2.2.yaml"
#: The entries of the sample up to 04.09.2002: the KG has confirmed round 2, the application of round 2 is still to come.
_UP_TO_THE_SECOND_KG = 4


def pictures() -> dict[str, str]:
    """Draw every picture: its file name and its SVG."""
    programme = load_programme(PROGRAMME).programme
    dossier = measure_2_2()
    return {
        "urban-ii-leipzig.svg": svg(programme, "de"),
        "urban-ii-leipzig-2.2.svg": svg(dossier.programme, "de", dossier),
    }


def measure_2_2() -> Dossier:
    """Measure 2.2 as it stood on 04.09.2002, replayed through the one door into a store of its own."""
    sample = load_sample(SAMPLE)
    sample = sample.model_copy(update={"entries": sample.entries[:_UP_TO_THE_SECOND_KG]})
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = load(data=data, database_url=f"sqlite:///{data / 'pictures.sqlite'}")
        house = open_house(settings, FixedClock(moment("2002-09-04T10:00:00.000000Z")))
        try:
            return list(replay(house, sample))[-1].receipt.dossier
        finally:
            house.database.close()


def main() -> int:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, drawn in pictures().items():
        (FOLDER / name).write_text(drawn, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
