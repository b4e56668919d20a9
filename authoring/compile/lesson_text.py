"""Compiles a lesson with its variants: JSON with placeholders for what only the course knows."""

from collections.abc import Mapping

from authoring.compile.lesson_blocks import lesson_blocks
from authoring.compile.placeholders import Placeholders
from authoring.compile.sandbox_goals import answered
from authoring.compile.sandbox_options import marked
from authoring.source.problems import Problems
from authoring.tree.data_queries import TakeQuery
from authoring.tree.finished_lesson import CompiledText
from authoring.tree.language_variants import mirrored, one_key
from authoring.tree.model import LessonTree, there
from lms.course.consistency import item_contradictions
from lms.course.model import ItemBlock, Lesson, LessonVariant


def compiled_text(
    lesson: LessonTree,
    variants: Mapping[str, LessonTree],
    older: Mapping[str, tuple[str, ...]],
    language: str,
    problems: Problems,
    *,
    see: TakeQuery,
    quiz: bool,
) -> CompiledText:
    head = there(lesson.head)
    placeholders = Placeholders("".join(tree.source.text for tree in (lesson, *variants.values())))
    blocks = {language: lesson_blocks(lesson, placeholders, language, problems, quiz=quiz)}
    for tag, tree in variants.items():
        theirs = lesson_blocks(tree, placeholders, tag, problems, quiz=quiz)
        blocks[tag] = mirrored(lesson, tree, blocks[language], theirs, problems)
    blocks = {
        tag: marked(answered(spoken, lesson, see), lesson, see, problems) for tag, spoken in one_key(blocks).items()
    }
    for block in (block for spoken in blocks.values() for block in spoken):
        if isinstance(block, ItemBlock):
            for contradiction in item_contradictions(block.item):
                raise ValueError(contradiction)  # the checks above let nothing of the kind through
    spoken = {language: LessonVariant(title=head.title, blocks=blocks[language])}
    for tag, tree in variants.items():
        title, unreviewed = there(tree.head).title, tag.endswith("-simple") and not reviewed(tree)
        spoken[tag] = LessonVariant(title=title, blocks=blocks[tag], outdated=older[tag], unreviewed=unreviewed)
    made = Lesson(
        id=there(head.id),
        minutes=head.minutes,
        language=language if variants else "",
        variants=spoken,
        source=lesson.name,
    )
    return placeholders.cut(made.model_dump(mode="json"))


def reviewed(variant: LessonTree) -> bool:
    return variant.variant.reviewed if variant.variant else False
