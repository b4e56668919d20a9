"""Starts a course, a module or a lesson with words of its own, so that it checks without problems at once."""

from pathlib import Path
from typing import Literal

from authoring.source.slug import slug
from authoring.source.yaml_reader import scalar

COURSE = """\
id: {id}
# Damit beginnen die Adressen aller Lernereignisse. Nehmen Sie eine, die Ihnen gehört; später ändert sie sich nie.
namespace: https://example.org/{id}
title: {title}
language: de
summary: Worum es in diesem Kurs geht, in zwei oder drei Sätzen.
licence: CC-BY-SA-4.0
modules:
  - erstes-modul
"""
GLOSSARY = """\
- id: begriff
  term: Begriff
  definition: Ein Wort mit einer festen Bedeutung in diesem Kurs.
  # Löschen Sie diese Zeile, sobald eine Lektion mit [Begriff](glossary:begriff) darauf verweist.
  planned: true
"""
MODULE = """\
id: {id}
title: {title}
summary: Worum es in diesem Modul geht, in zwei oder drei Sätzen.
good_for: Für wen das Modul gedacht ist und was man dafür wissen muss.
goals:
  - Was man nach dem Modul kann
lessons:
  - {lesson}.md
quiz: quiz.md
completion:
  lessons: all
  mastery: 0.7
"""
LESSON = """\
---
id: {id}
title: {title}
minutes: 5
---

Der erste Absatz sagt, worum es geht.

## Eine Zwischenüberschrift

Quellen stehen in Fußnoten.[^quelle]

:::{{choice}} #{id}-frage
Wie viele Antworten sind bei dieser Aufgabe richtig?

- [x] {{#eine}} Genau eine — Richtig. Sie ist mit einem x markiert.
- [ ] {{#mehrere}} Mehrere — Dafür gibt es die Aufgabe multiple-choice.
:::

[^quelle]: Herausgeber, Titel, Jahr.
"""
QUIZ = """\
---
id: {id}
title: Quiz
minutes: 5
---

Bei jeder Aufgabe haben Sie zwei Versuche.

:::{{choice}} #{id}-frage
Womit endet ein Modul?

- [x] {{#quiz}} Mit einem Quiz — Richtig.
- [ ] {{#nichts}} Mit nichts — Doch, mit einem Quiz.
:::
"""


class PathTaken(Exception):
    """Something is at the path already."""


class Astray(Exception):
    """A lesson would lie in no module."""


def create(path: Path, named: str = "") -> Literal["course", "module", "lesson"]:
    """What is created follows from the place: a module inside a course, a lesson inside a module, else a course.

    Its id and title come from its path, or from `named`.
    """
    path = path.absolute()
    empty = path.is_dir() and not any(path.iterdir())
    if (path.exists() and not empty) or path.is_symlink():
        raise PathTaken
    stem = named or (path.stem if path.suffix == ".md" else path.name)
    name = slug(stem, longest=40) or "kurs"
    title = scalar(stem.replace("-", " ").strip().title() or name)  # words of German names are mostly nouns
    if path.suffix == ".md":
        if not (path.parent / "module.yaml").exists():
            raise Astray
        _write(path, LESSON.format(id=name, title=title))
        return "lesson"
    if (path.parent / "course.yaml").exists():
        _module(path, name, title, f"{name}-lektion")
        return "module"
    _write(path / "course.yaml", COURSE.format(id=name, title=title))
    _write(path / "glossary.yaml", GLOSSARY)
    _module(path / "erstes-modul", "erstes-modul", "Erstes Modul", "erste-lektion")
    return "course"


def _module(folder: Path, name: str, title: str, lesson: str) -> None:
    _write(folder / "module.yaml", MODULE.format(id=name, title=title, lesson=lesson))
    _write(folder / f"{lesson}.md", LESSON.format(id=lesson, title="Erste Lektion"))
    _write(folder / "quiz.md", QUIZ.format(id=f"quiz-{name}"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
