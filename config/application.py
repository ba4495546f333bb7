"""An application as a file: what the applicant says about the project before anybody else has said anything.

People and organisations are named by their handles in the authority's file; `opening` turns them into ids.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain import money
from domain.commands import Open, Submit
from domain.dates import When
from domain.events import Share as PlannedShare
from domain.fault import DeclaredTwice, Fault, OneLineOnly
from domain.programme import Programme
from domain.programme.code_lists import CodeKey
from domain.programme.faults import percent
from domain.programme.sentences import SharesDoNotAddUp
from domain.programme.written import Amount, Key, Share
from domain.text import TITLE_LIMIT, Text
from domain.vocabulary import ImplementationStatus

_Line = Annotated[str, Field(max_length=TITLE_LIMIT)]
#: As long as a reference may be.
REFERENCE_LIMIT = 60
_Reference = Annotated[str, Field(max_length=REFERENCE_LIMIT)]


class EndsBeforeItBegins(Fault):
    """The project ends in {ends} and begins only in {begins}; exchange the two, or mend one."""


class NeitherShareNorAmount(Fault):
    """The source "{source}" is in the plan with neither share nor amount; give at least one ("share: 75 %")."""


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Words):
    """One source of money in the plan: its share as written, its amount in EUR, or both."""

    source: Key
    share: Share | None = None
    amount: Amount | None = None


class Project(_Words):
    """What a dossier is opened with; empty is what no paper hands down."""

    authority: Key
    programme: Key
    reference: str = Field(min_length=1, max_length=REFERENCE_LIMIT)
    title: str = Field(min_length=1, max_length=TITLE_LIMIT)
    area: _Line = ""
    applicant: Key | None = None
    sponsor: Key | None = None
    contact: Key | None = None
    begins: When | None = None
    ends: When | None = None
    requested: Amount | None = None
    plan: tuple[Part, ...] = ()
    implementation: ImplementationStatus = ImplementationStatus.UNKNOWN
    #: The reference of the framework dossier this one belongs to.
    part_of: _Reference = ""
    codes: tuple[CodeKey, ...] = ()
    paper: Key | None = None
    #: The number of the earlier paper, as printed.
    refers_to: _Reference = ""

    @property
    def handles(self) -> tuple[str, ...]:
        """Everybody the project names."""
        return tuple(handle for handle in (self.applicant, self.sponsor, self.contact) if handle)

    def opening(self, on: When, programme_hash: str, ids: Mapping[str, str], framework: str = "") -> Open:
        """The command that opens the dossier as of `on`; `ids` maps every handle to the id of the party.

        `framework` is the id of the dossier whose reference `part_of` is.
        """
        return Open(
            authority=self.authority,
            programme=self.programme,
            programme_hash=programme_hash,
            reference=self.reference,
            title=self.title,
            on=on,
            area=self.area,
            applicant=ids[self.applicant] if self.applicant else "",
            sponsor=ids[self.sponsor] if self.sponsor else "",
            contact=ids[self.contact] if self.contact else "",
            begins=self.begins,
            ends=self.ends,
            requested=None if self.requested is None else money.cents(self.requested),
            plan=tuple(_planned(part) for part in self.plan),
            implementation=self.implementation,
            part_of=framework or self.part_of,
            codes=self.codes,
            paper=self.paper or "",
            refers_to=self.refers_to,
        )

    def faults(self) -> list[Fault]:
        """What is wrong although each value is right."""
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        for name in ("reference", "title", "area", "part_of", "refers_to"):
            if "\n" in getattr(self, name):
                yield OneLineOnly((name,))
        if self.begins and self.ends and self.begins.certainly_after(self.ends):
            yield EndsBeforeItBegins(("ends",), begins=self.begins, ends=self.ends)
        yield from self._code_faults()
        seen: set[str] = set()
        for n, part in enumerate(self.plan):
            if part.source in seen:
                among = Text(de="Geldquellen des Plans", en="sources of the plan")
                yield DeclaredTwice(("plan", n, "source"), name=part.source, among=among)
            seen.add(part.source)
            if part.share is None and part.amount is None:
                yield NeitherShareNorAmount(("plan", n), source=part.source)
        shares = [money.share(part.share) for part in self.plan if part.share is not None]
        if shares and len(shares) == len(self.plan) and sum(shares) != 1:
            yield SharesDoNotAddUp(("plan",), total=percent(sum(shares, Fraction())))

    def _code_faults(self) -> Iterator[Fault]:
        for n, code in enumerate(self.codes):
            if code in self.codes[:n]:
                yield DeclaredTwice(("codes", n), name=code, among=Text(de="Handlungsfeldern", en="codes"))


class Application(Project):
    """A project together with the day its application was received."""

    on: When

    @property
    def digest(self) -> str:
        """SHA-256 of what the application says: the same application has the same digest."""
        said = self.model_dump(mode="json", exclude_defaults=True)
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def submission(self, programme: Programme) -> Submit:
        """The command that records the application as received at the stage it enters by."""
        return Submit(stage=programme.entry.key, on=self.on, digest=self.digest)


def _planned(part: Part) -> PlannedShare:
    return PlannedShare(part.source, part.share or "", None if part.amount is None else money.cents(part.amount))
