"""Writes missing ids into the sources, and nothing else: every other byte stays as it is."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from authoring.checks.answers import tells
from authoring.checks.listing import unlisted
from authoring.locale import locale
from authoring.markdown.directives import Directive, ListPart
from authoring.markdown.gaps import GAP
from authoring.markdown.plain_words import plain
from authoring.schema import DATA_BLOCKS
from authoring.source.edits import Edit, Insertion
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.source.slug import slug, unique
from authoring.source.yaml_reader import Located
from authoring.tree.load import load
from authoring.tree.model import CourseTree, LessonTree, ModuleTree

TITLE_WORDS, PROMPT_WORDS, OPTION_WORDS, GAP_WORDS = 6, 5, 3, 2
LONGEST = 48


def missing_ids(root: Path, path: Path, problems: Problems) -> list[Edit]:
    """The edits that give every id missing in the files at or below `path`, unique in the whole course."""
    tree = load(Folder(root, problems), problems)
    unlisted(tree, problems)
    asked = os.path.relpath(Path(os.path.abspath(path)), os.path.abspath(root))  # noqa: PTH100 - lexically, links stay
    below = "" if asked == "." else Path(asked).as_posix()
    found: dict[str, list[Insertion]] = {}
    for insertion in _Ids(tree).insertions():
        name = insertion.place.file
        if not below or name == below or name.startswith(f"{below}/"):
            found.setdefault(name, []).append(insertion)
    return [Edit(name, tuple(insertions)) for name, insertions in found.items()]


def missing_in(lesson: LessonTree, taken: set[str]) -> list[Insertion]:
    """What gives every id missing in one lesson; `taken` are those of the course."""
    module = ModuleTree("", None, Located(None, {}), (lesson,), None)
    alone = CourseTree(Folder(Path(), Problems(locale("en"))), None, None, (module,))
    return list(_Ids(alone, taken).insertions())


class _Ids:
    """Walks the course and gives ids in the order of the sources."""

    def __init__(self, tree: CourseTree, taken: Iterable[str] = ()) -> None:
        self.tree = tree
        self.taken = {*taken, *_given(tree)}

    def insertions(self) -> Iterator[Insertion]:
        yield from self._key(self.tree.located, "course.yaml", self.taken)
        for module in self.tree.modules:
            yield from self._key(module.located, module.name, self.taken)
            for lesson in module.all_lessons():
                stem = lesson.name.rpartition("/")[2].removesuffix(".md")
                yield from self._key(lesson.located, stem, self.taken)
                for interactive in lesson.interactive:
                    yield from self._block(lesson, interactive.directive)
        yield from self._glossary()

    def _key(
        self, located: Located | None, fallback: str, taken: set[str], title: str = "title"
    ) -> Iterator[Insertion]:
        """The key id of a mapping, before its first key."""
        if not located or not isinstance(located.value, dict) or located.value.get("id") is not None:
            return
        identifier = unique(_named(str(located.value.get(title) or ""), fallback, TITLE_WORDS), taken)
        if "id" in located.value:
            key = located.key("id")
            yield Insertion(SourcePlace(key.file, key.line, key.column + len("id:")), f" {identifier}")
            return
        first = min(place for path, place in located.keys.items() if len(path) == 1)
        flow = first.line == located.place().line and first.column > located.place().column
        yield Insertion(first, f"id: {identifier}, " if flow else f"id: {identifier}\n{' ' * (first.column - 1)}")

    def _glossary(self) -> Iterator[Insertion]:
        located = self.tree.glossary_located
        entries = [located.at(index) for index in range(len(located.value))] if located else []
        taken = {str(entry.value["id"]) for entry in entries if isinstance(entry.value, dict) and entry.value.get("id")}
        for entry in entries:
            yield from self._key(entry, "term", taken, "term")

    def _block(self, lesson: LessonTree, directive: Directive) -> Iterator[Insertion]:
        if not directive.closed:
            return
        if directive.id is None and not directive.title:
            identifier = unique(_named(_topic(lesson, directive), directive.name, PROMPT_WORDS), self.taken)
            yield Insertion(lesson.place(directive.line, directive.id_column), f" #{identifier}")
        taken = {part.id for part in directive.parts if part.id}
        taken |= {part.target.id for part in directive.parts if part.target and part.target.id}
        taken |= {gap.id for gap in directive.gaps if gap.id}
        yield from _parts(lesson, directive.parts, taken)
        yield from _gaps(lesson, directive, taken)


def _given(tree: CourseTree) -> Iterator[str]:
    """The ids that stand in the sources already, also those of passages that cannot be read otherwise."""
    for located in (
        tree.located,
        *(module.located for module in tree.modules),
        *(one.located for one in tree.lessons()),
    ):
        if located and isinstance(located.value, dict) and isinstance(located.value.get("id"), str):
            yield located.value["id"]
    for lesson in tree.lessons():
        yield from (directive.id for directive in lesson.document.directives if directive.id)


def _named(text: str, fallback: str, words: int) -> str:
    return slug(text, words, LONGEST) or slug(fallback, words, LONGEST) or "id"


def _topic(lesson: LessonTree, directive: Directive) -> str:
    """What a block is about: its title, or the first words of its question."""
    if directive.name in DATA_BLOCKS:
        written = next((one.written for one in lesson.interactive if one.directive is directive), None)
        return str(getattr(written, "title", ""))
    tokens = lesson.document.tokens
    start = next(at for at, token in enumerate(tokens) if token.meta.get("directive") is directive)
    for token in tokens[start + 1 :]:
        if token.meta.get("directive") is directive:
            break
        if token.type == "inline" and not token.meta and token.content:
            return plain(token)
    return ""


def _parts(lesson: LessonTree, parts: list[ListPart], taken: set[str]) -> Iterator[Insertion]:
    """Ids of options, sources and targets from their texts; a target that is written out again keeps its id."""
    targets = {
        one.target.text.content: one.target.id for one in parts if one.target and one.target.text and one.target.id
    }
    for part in parts:
        if part.text and part.at is not None:
            identifier = unique(_named(plain(part.text), "option", OPTION_WORDS), taken)
            mark = f"{{#{identifier}}} " if part.at == part.column else f" {{#{identifier}}}"
            yield Insertion(lesson.place(part.line, part.at), mark)
        target = part.target
        if target and target.text and target.at is not None:
            text = target.text.content
            if text not in targets:
                targets[text] = unique(_named(plain(target.text), "target", OPTION_WORDS), taken)
            yield Insertion(lesson.place(target.line, target.at), f" {{#{targets[text]}}}")


def _gaps(lesson: LessonTree, directive: Directive, taken: set[str]) -> Iterator[Insertion]:
    """Ids of gaps from the words around them: learners can see ids, so the answer is not a source for one."""
    written = [
        (number, match) for number in range(*directive.body) for match in GAP.finditer(lesson.source.lines[number])
    ]
    if [match[0] for _, match in written] != [gap.raw for gap in directive.gaps]:
        return  # something between looks like a gap and is none, such as code
    for (number, match), gap in zip(written, directive.gaps, strict=True):
        if gap.id is not None:
            continue
        line = lesson.source.lines[number]
        before, after = (GAP.sub(" ", part) for part in (line[: match.start()], line[match.end() :]))
        around = slug(" ".join(before.split()[-GAP_WORDS:])) or slug(after, GAP_WORDS)
        telling = not around or any(tells(around, slug(answer)) for answer in gap.accepted)
        identifier = unique("gap" if telling else around[:LONGEST].rstrip("-"), taken)
        yield Insertion(lesson.place(number, match.end()), f"{{#{identifier}}}")
