"""The closed lists of `domain.vocabulary` in the office's German and in English, as sheets and pictures print them."""

from collections.abc import Mapping

from domain.text import Text
from domain.vocabulary import (
    BidOutcome,
    CallOutcome,
    CofinancingOutcome,
    ConditionOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
    SelectionOutcome,
    SubmissionOutcome,
)

#: What was recorded at a stage, in a word.
OUTCOMES: Mapping[str, Text] = {
    SubmissionOutcome.SUBMITTED: Text(de="eingereicht", en="submitted"),
    SubmissionOutcome.SUPPLIED: Text(de="Unterlagen nachgereicht", en="documents supplied"),
    ReturnPurpose.DOCUMENTS: Text(de="Unterlagen nachgefordert", en="documents requested"),
    ReturnPurpose.REWORK: Text(de="zur Überarbeitung zurückgegeben", en="returned for rework"),
    MeetingOutcome.ADOPTED: Text(de="bestätigt", en="confirmed"),
    MeetingOutcome.ADOPTED_AMENDED: Text(de="mit Änderungen bestätigt", en="confirmed with changes"),
    MeetingOutcome.ADOPTED_WITH_CONDITIONS: Text(de="mit Auflagen bestätigt", en="confirmed with conditions"),
    MeetingOutcome.REJECTED: Text(de="abgelehnt", en="rejected"),
    MeetingOutcome.NOTED: Text(de="zur Kenntnis genommen", en="noted"),
    MeetingOutcome.POSTPONED: Text(de="zurückgestellt", en="postponed"),
    MeetingOutcome.REFERRED: Text(de="überwiesen", en="referred"),
    MeetingOutcome.RESUBMISSION: Text(de="Wiedervorlage", en="to be resubmitted"),
    MeetingOutcome.NOT_DEALT_WITH: Text(de="nicht behandelt", en="not dealt with"),
    MeetingOutcome.WITHDRAWN: Text(de="zurückgezogen", en="withdrawn"),
    MeetingOutcome.SETTLED: Text(de="erledigt", en="settled"),
    DecisionOutcome.GRANTED: Text(de="bewilligt", en="granted"),
    DecisionOutcome.PARTIALLY_GRANTED: Text(de="teilweise bewilligt", en="partially granted"),
    DecisionOutcome.REFUSED: Text(de="abgelehnt", en="refused"),
    CallOutcome.PUBLISHED: Text(de="öffentlich aufgerufen", en="called for publicly"),
    BidOutcome.RECEIVED: Text(de="Angebot eingegangen", en="bid received"),
    BidOutcome.CLOSED: Text(de="Angebotsfrist beendet", en="bids closed"),
    SelectionOutcome.SELECTED: Text(de="Projektträger ausgewählt", en="sponsor selected"),
    SelectionOutcome.NOBODY_SELECTED: Text(de="niemand ausgewählt", en="nobody selected"),
    ConditionOutcome.MET: Text(de="erfüllt", en="met"),
    ConditionOutcome.WAIVED: Text(de="entfallen", en="waived"),
    CofinancingOutcome.CONFIRMED: Text(de="bestätigt", en="confirmed"),
    CofinancingOutcome.DECLINED: Text(de="nicht zugesagt", en="declined"),
}

#: The four boxes of the measure sheet in the order it prints them, which is the reverse of maturity.
BOXES: Mapping[ImplementationStatus, Text] = {
    ImplementationStatus.COMPLETED: Text(de="abgeschlossen", en="completed"),
    ImplementationStatus.IMPLEMENTATION: Text(de="in Umsetzung", en="in implementation"),
    ImplementationStatus.PLANNING: Text(de="in Planung / Konzeption", en="in planning / design"),
    ImplementationStatus.PREPARATION: Text(de="in Vorplanung / Ausschreibung", en="in preliminary planning / tendering"),
}

#: How a proceeding's round ended (`domain.standing.finished`).
RESULTS: Mapping[str, Text] = {
    "granted": OUTCOMES[DecisionOutcome.GRANTED],
    "partially_granted": OUTCOMES[DecisionOutcome.PARTIALLY_GRANTED],
    "refused": OUTCOMES[DecisionOutcome.REFUSED],
    "settled": OUTCOMES[MeetingOutcome.SETTLED],
    "withdrawn": OUTCOMES[MeetingOutcome.WITHDRAWN],
    "passed": Text(de="abgeschlossen", en="completed"),
}
