"""What lies in the folders is listed, and what is listed can be finished."""

from typing import Any

from authoring.source.problems import Problems, SourcePlace
from authoring.tree.finished_lesson import Outline
from authoring.tree.language_variants import is_variant
from authoring.tree.model import AnyCourse


def complete(course: Outline) -> bool:
    """Whether every lesson that is listed could be read: else what seems unused may be used there."""
    if not course.file or len(course.modules) < len(course.file.modules):
        return False
    modules = ((module, module.file) for module in course.modules)
    return all(
        file and len(module.lessons) == len(file.lessons) and bool(module.quiz) == bool(file.quiz)
        for module, file in modules
    )


def quizzes(course: Outline, problems: Problems) -> None:
    """A module ends with a quiz, and a quiz has points to win."""
    for module in course.modules:
        if module.file and not module.file.quiz:
            message, hint = "the module has no quiz", "write one and name it with quiz: quiz.md"
            problems.report("quiz-missing", module.located.place(), message, hint)
        if not module.quiz:
            continue
        points = module.quiz.points
        if not points:
            message, hint = "the quiz asks nothing", "write an item, such as :::{{choice}}"
            problems.report("quiz-empty", SourcePlace(module.quiz.name), message, hint)
        elif all(one == 0 for one in points):
            message, hint = "no item of the quiz is worth a point", "give at least one item :points: 1"
            problems.report("quiz-empty", SourcePlace(module.quiz.name), message, hint)


def completion_lessons(course: Outline, problems: Problems) -> None:
    """The lessons that a completion rule names are lessons of the module."""
    for module in course.modules:
        if not module.file or module.file.completion.lessons == "all":
            continue
        known = {lesson.id for lesson in module.lessons}
        for index, lesson in enumerate(module.file.completion.lessons):
            if lesson not in known:
                place = module.located.place("completion", "lessons", index)
                message, hint = "the module has no lesson with the id {id}", "write the id of one of its lessons"
                problems.report("field-value", place, message, hint, id=lesson)


def unlisted(course: AnyCourse[Any], problems: Problems) -> None:
    """A file that nobody listed is probably forgotten."""
    if not course.located:
        return
    modules = {module.name for module in course.modules}
    for name in course.folder.names():
        if name not in modules and course.folder.has(f"{name}/module.yaml") and not lists(course.located.value, name):
            message, hint = "the module {name} is not listed in course.yaml", "add it to modules: or delete the folder"
            problems.report("module-unlisted", SourcePlace(f"{name}/module.yaml"), message, hint, name=name)
    for module in course.modules:
        for name in course.folder.names(module.name):
            if is_variant(f"{module.name}/{name}", course.folder):
                continue
            if name.endswith(".md") and name != "README.md" and not lists(module.located.value, name):
                message, hint = (
                    "the lesson {name} is not listed in module.yaml",
                    "add it to lessons: or delete the file",
                )
                problems.report("lesson-unlisted", SourcePlace(f"{module.name}/{name}"), message, hint, name=name)


def lists(value: object, name: str) -> bool:
    """Whether a file's lists name an entry, even where they could not be read otherwise."""
    return isinstance(value, dict) and any(
        name == entry or (isinstance(entry, list) and name in entry) for entry in value.values()
    )
