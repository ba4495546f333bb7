"""Refusals as sentences in the language spoken: codes in words, days as the office writes them."""

from datetime import date

from domain.dates import When
from domain.errors import NoSuchOutcome, Refusal
from domain.fault import Fault
from domain.words import OUTCOMES
from wording.language import N_, _, spoken

#: Words of the code that stand in refusals, as people say them.
DETAILS = {
    "effective_on": N_("the day it counts from"),
    "amount": N_("the amount"),
    "reason": N_("a reason"),
    "conditions": N_("the conditions or changes"),
    "vote": N_("the vote"),
    "referred_to": N_("where it was referred to"),
    "resubmit_on": N_("the day of resubmission"),
    "sources": N_("the sources of money"),
    "digest": N_("the digest"),
    "outcome": N_("the outcome"),
    "text": N_("the grounds or conditions"),
    "closes_on": N_("the day until which bids can come in"),
    "bidder": N_("the bidder"),
    "meeting": N_("the meeting"),
    "voters": N_("the names of those who voted"),
    "biased": N_("the biased members"),
    "secret": N_("the secret ballot"),
}
FIELDS = {
    "title": N_("title"),
    "name": N_("name"),
    "reference": N_("reference"),
    "area": N_("area"),
    "reason": N_("reason"),
    "begins_round": N_("reason for the round"),
    "conditions": N_("conditions"),
    "vote": N_("vote"),
    "referred_to": N_("referred to"),
    "documents": N_("documents"),
    "text": N_("grounds or conditions"),
    "proof": N_("proof"),
    "part_of": N_("reference of the framework notice"),
    "refers_to": N_("number of the earlier paper"),
    "place": N_("place"),
    "number": N_("number"),
}
ACTS = {
    "withdraw": N_("The withdrawal"),
    "correct": N_("The correction"),
    "return": N_("The return"),
    "status": N_("The implementation status"),
    "assign": N_("Who is responsible"),
    "document": N_("The document"),
    "condition": N_("The end of a condition"),
    "conflict": N_("The declaration of a bias"),
    "repin": N_("The move to another version of the programme"),
    "unschedule": N_("Taking the case off the agenda"),
    "setdeadline": N_("The deadline"),
    "extenddeadline": N_("The extension"),
    "requestextension": N_("The request for more time"),
    "refuseextension": N_("The refusal of more time"),
    "enddeadline": N_("The end of a deadline"),
    "stopclock": N_("Stopping the clock"),
    "resumeclock": N_("Letting the clock go on"),
    "notify": N_("The notification"),
}
RESULTS = {
    "passed": N_("all is done"),
    "withdrawn": N_("withdrawn"),
    "settled": N_("settled"),
}
KINDS = {
    "submission": N_("submission"),
    "meeting": N_("meeting"),
    "decision": N_("decision"),
    "cofinancing": N_("cofinancing"),
    "call": N_("call"),
    "bids": N_("bids"),
    "selection": N_("selection"),
}


def said(refusal: Refusal) -> str:
    """The sentence of a refusal in the language spoken, its codes in words and its days as the office writes them."""
    template = _(refusal.template)
    if isinstance(refusal, Fault):
        return refusal.sentence(template, spoken())
    worded = {name: _word(refusal, name, value) for name, value in refusal.values.items()}
    return type(refusal)(**worded).sentence(template, spoken())


def _word(refusal: Refusal, name: str, value: object) -> object:
    if isinstance(value, When):
        return value.show(spoken())
    if isinstance(value, date):
        return When.of(value).show(spoken())
    if name == "outcome" and value in OUTCOMES and not isinstance(refusal, NoSuchOutcome):
        return OUTCOMES[str(value)].into(spoken())
    if name in _WORDS and value in _WORDS[name]:
        return _(_WORDS[name][str(value)])
    if name == "result" and value in OUTCOMES:
        return OUTCOMES[str(value)].into(spoken())
    return value


_WORDS = {"detail": DETAILS, "field": FIELDS, "act": ACTS, "stage": ACTS, "result": RESULTS, "kind": KINDS}
