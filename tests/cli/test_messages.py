"""Guards of the German catalogue: complete, compiled, with the same placeholders and in the quotation marks of the language."""

import gettext
import importlib
import pkgutil
import re
import string
from inspect import cleandoc

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

import config
import domain
import portal
import store
import workflows
from domain.errors import Refusal
from domain.errors.lint import RoleUnused
from domain.fault import Fault
from store.errors import TryAgain
from tests.cli.terminal import ROOT
from wording.language import DOMAIN, LOCALE

PO = LOCALE / "de/LC_MESSAGES" / f"{DOMAIN}.po"


def german() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


def translations() -> dict[str, str]:
    """Every key of the catalogue with its German."""
    return {str(message.id): str(message.string) for message in german() if message.id}


def extracted() -> set[str]:
    """Every sentence of the code that people read."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call] # Babel types its extraction, not its front end
    found = extract_from_dir(ROOT, methods, options, keywords={"_": None, "N_": None})
    return {str(message) for _file, _line, message, _comments, _context in found}


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_sentence_of_the_code_is_in_the_german_catalogue_and_no_other() -> None:
    assert set(translations()) == extracted()


def descendants(kind: type[object]) -> set[type[object]]:
    """Every class derived from this one, however far."""
    children: list[type[object]] = kind.__subclasses__()
    return {one for child in children for one in (child, *descendants(child))}


def test_every_refusal_is_among_the_sentences_however_far_it_descends() -> None:
    for package in (domain, config, store, workflows, portal):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in module.name:
                importlib.import_module(module.name)
    kinds = {one for root in (Refusal, TryAgain) for one in descendants(root)} - {Fault}
    ours = {one for one in kinds if not one.__module__.startswith("tests.")}

    assert {" ".join(cleandoc(one.__doc__ or "").split()) for one in ours} <= extracted()
    assert RoleUnused in ours


def test_every_sentence_is_translated_and_none_is_a_guess() -> None:
    assert [key for key, said in translations().items() if not said.strip()] == []
    assert [message.id for message in german() if message.id and message.fuzzy] == []


def test_every_translation_has_the_placeholders_of_its_sentence() -> None:
    assert {key for key, said in translations().items() if placeholders(key) != placeholders(said)} == set()


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert {key: compiled.gettext(key) for key in translations()} == translations()


def test_german_sentences_use_german_quotation_marks() -> None:
    # A straight quotation mark is what a YAML file needs; it stands around a placeholder of such a file only.
    straight = [said for said in translations().values() if re.search(r'(?<!\()"', said) and '("{value}")' not in said]

    assert straight == []
