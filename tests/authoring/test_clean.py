"""The sanitizer and its short cut for plain words agree."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.utils import escapeHtml

from authoring.markdown.clean import clean, escaped

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")).map(str.strip)


@given(words=WORDS)
def test_words_without_markup_are_escaped_as_the_sanitizer_would(words):
    assert escaped(words) == clean(escapeHtml(words))
