"""The sanitizer and its short cuts agree: for plain words, and for HTML that it would give back as it is."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import escapeHtml

from authoring.markdown.clean import clean, escaped, sanitized, untouched

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")).map(str.strip)


@given(words=WORDS)
def test_words_without_markup_are_escaped_as_the_sanitizer_would(words):
    assert escaped(words) == clean(escapeHtml(words))


NAMES = (
    *("p", "em", "strong", "code", "a", "br", "sup", "span", "h2", "h3", "ul", "ol", "li", "div", "table", "thead"),
    *("tbody", "tr", "th", "td", "section", "pre", "img", "math", "mi", "b"),
)
ATTRIBUTES = (
    *("", ' class="x"', ' id="x"', ' href="#x"', ' href="asset:x-1"', ' scope="col"', ' style="x"', ' onclick="x"'),
    *(' href="javascript:x"', ' data-gap="a"', ' class="a" class="b"', " class=x", ' lang="en"', ' start="2"'),
    *(' class="x" role="note"', ' class="x" role="note" id="y"', ' href="&quot;"', ' title="&"', ' class="x" '),
)
OPENED = st.tuples(st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES)).map(lambda two: f"<{two[0]}{two[1]}>")
CLOSED = st.sampled_from(NAMES).map(lambda name: f"</{name}>")
TEXT = st.sampled_from(
    (
        "",
        "\n",
        "Wort",
        "über",
        " ",
        "&amp;",
        "&lt;",
        "&quot;",
        "&",
        ">",
        "<",
        "\u00a0",
        "\r",
        "\ufeff",
        "\u00ad",
        "\x0c",
    )
)
SOUP = st.lists(st.one_of(OPENED, CLOSED, TEXT), max_size=8).map("".join)
MARK = '<sup class="footnote-ref"><a href="#fn-a" id="fnref-a" role="doc-noteref" aria-label="Fußnote 1">1</a></sup>'
KNOWN = (
    *("Wort", " ", "über", "&amp;", "<br>", "<em>fett</em>", "<strong></strong>", MARK, "<code>x</code>", "\n"),
    *('<a href="asset:x-1">da</a>', '<a href="https://e-x.example.org/a/b?c=1,5">da</a>', '<span data-gap="a"></span>'),
    '<a href="#fnref-a" class="footnote-back" role="doc-backlink" aria-label="Zurück">↩\ufe0e</a>',
    "<math><mrow><mi>x</mi></mrow></math>",
)
LINK = st.from_regex(
    r'<a href="https?://([a-z0-9-]{1,6}[.:@]){1,2}[a-z]{1,3}(/[a-z0-9%?.]{0,5})?">x</a>', fullmatch=True
)
RUNNING = st.one_of(st.lists(st.sampled_from(KNOWN), max_size=4).map("".join), LINK, st.sampled_from(KNOWN), SOUP)
TABLES = tuple(
    f"<table>\n{{}}<tbody>\n<tr>\n<{cell}>{{}}</td>\n<td>x</td>\n</tr>\n</tbody>\n</table>\n"
    for cell in ("td", 'td class="align-right"')
)
HEAD = '<thead>\n<tr>\n<th scope="col">{}</th>\n</tr>\n</thead>\n'
FORMS = (
    *("<p>{}</p>\n", '<p class="x">{}</p>', '<h2 id="x">{}</h2>\n', "<h3>{}</h3>", '<div class="math">{}</div>\n'),
    *("<ul>\n<li>{}</li>\n</ul>\n", "<ol>\n<li>{}</li>\n<li>x</li>\n</ol>", *TABLES, TABLES[0].format(HEAD, "{}")),
)
AROUND = (
    *('<div class="admonition" role="note" id="a">\n{}</div>\n', "<ul>\n<li>\n{}</li>\n</ul>\n", "{}<h2>x</h2>", "{}"),
    '<section class="x" role="doc-endnotes" aria-labelledby="t">\n<ol>\n<li id="fn-a">\n{}</li>\n</ol>\n</section>',
)


def _within(forms, inner):
    return st.tuples(st.sampled_from(forms), inner).map(lambda two: two[0].replace("{}", two[1]))


BLOCKS = st.recursive(
    _within(FORMS, RUNNING),
    lambda inner: st.one_of(st.lists(inner, max_size=3).map("".join), _within(AROUND, inner), _within(FORMS, inner)),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(BLOCKS, RUNNING, SOUP))
@example("<p>a</p></p>")
@example("<table>\n<tr>\n<td>x</td>\n</tr>\n</table>")
@example('<p><a href="#a">x<a href="#b">y</a></a></p>')
@example('<p><a href="https://xn--a.de/">x</a></p>')
def test_what_is_said_to_be_untouched_the_sanitizer_gives_back_as_it_is(html):
    if html in untouched:
        assert sanitized(html) == html
    assert clean(html) == sanitized(html).strip()
