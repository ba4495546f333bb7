"""Check the hash chains of a Förderkette database with sqlite3 and SHA-256 alone: python verify_chain.py FILE."""  # noqa: INP001 - a script to hand over, no package

import hashlib
import sqlite3
import sys
from urllib.parse import quote

COVERED = "previous, dossier, seq, key, type, type_version, happened_on, recorded_at, actor, role, payload"

database = sqlite3.connect(f"file:{quote(sys.argv[1])}?mode=ro", uri=True)
ends: dict[str, tuple[int, str]] = {}
for *covered, behalf, stored in database.execute(f"SELECT {COVERED}, behalf, hash FROM event ORDER BY dossier, seq"):  # noqa: S608 - a constant
    columns = [*covered, behalf] if behalf else covered
    dossier, seq = columns[1], columns[2]
    count, previous = ends.get(dossier, (0, "0" * 64))
    computed = hashlib.sha256("\n".join(map(str, columns)).encode()).hexdigest()
    # A line break inside a column would let what stood in two columns be told as one, under the same hash.
    broken = any("\n" in str(column) for column in columns)
    if broken or (seq, columns[0], stored) != (count + 1, previous, computed):
        sys.exit(f"dossier {dossier}: the chain breaks at entry {count + 1}")
    ends[dossier] = (seq, stored)
heads = {dossier: (version, head) for dossier, version, head in database.execute("SELECT id, version, head FROM dossier")}
for dossier in sorted(ends.keys() | heads.keys()):
    if ends.get(dossier) != heads.get(dossier):
        sys.exit(f"dossier {dossier}: its last entry is not the one its head names")
sys.stdout.write(f"{len(ends)} dossiers, {sum(seq for seq, _ in ends.values())} entries: every chain is whole\n")
