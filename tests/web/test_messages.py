"""Whoever reads German is told everything in German."""

import re
from collections import Counter
from gettext import GNUTranslations

from babel.messages.pofile import read_po

from lms.course.changes import SENTENCES
from lms.items.model import NO_ANSWER
from lms.web.locale import FOLDER, locale
from tests.web.messages import Message, in_python, in_templates


def translated(translations: GNUTranslations, message: Message) -> bool:
    known = translations._catalog
    return message in known if isinstance(message, str) else (message[0], 0) in known and (message[0], 1) in known


def missing(found: list[tuple[str, Message]]) -> list[str]:
    german = locale("de").translations
    return sorted({f"{place}: {message}" for place, message in found if not translated(german, message)})


def test_every_message_of_the_templates_is_in_the_german_catalogue():
    found = list(in_templates())
    assert len(found) > 50
    assert missing(found) == []


def test_every_message_in_python_is_in_the_german_catalogue():
    found = [*in_python(), ("items/base.py", NO_ANSWER)]
    assert any(message.startswith("“{text}” is not a number") for _, message in found)
    assert missing(found) == []


def test_every_sentence_about_a_change_is_in_the_german_catalogue():
    told = [("course/changes/story.py", sentence) for sentence in SENTENCES.values()]
    assert missing([*told]) == []
    german = locale("de").translations
    assert all(names(german.gettext(sentence)) == names(sentence) for _, sentence in told)


def test_translations_name_the_same_values():
    german = locale("de").translations
    for place, message in [*in_templates(), *in_python()]:
        if isinstance(message, str):
            said = german.gettext(message)
            assert names(said) == names(message), f"{place}: {said}"


def names(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s|\{(\w+)\}", text))


def test_no_message_has_two_places_in_the_catalogues():
    """The later file would win, also where its words are wrong."""
    found = Counter(
        str(message.id)
        for path in (FOLDER / "de").glob("*.po")
        for message in read_po(path.open("rb"), locale="de")
        if message.id
    )
    assert [message for message, count in found.items() if count > 1] == []
