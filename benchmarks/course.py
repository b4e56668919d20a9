"""Writes a course of any size, the same for the same seed, with one of everything that is common in each lesson."""

import random
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

LESSONS_OF_MODULE = 20
WORDS = """
Bevölkerung Geburten Sterbefälle Zuzüge Fortzüge Gemeinde Landkreis Haushalt Alter Jugend Pflege
Schule Wohnung Prognose Statistik Jahrgang Saldo Anteil Entwicklung Verwaltung Rat Bürgermeisterin
Planung Haushaltsmittel und oder aber denn weil während seit wächst sinkt steigt bleibt zeigt zählt
vergleicht viele wenige einige alle jede keine heute morgen langfristig deutlich kaum etwa rund mehr
weniger zwischen gegenüber innerhalb der die das ein eine im
""".split()  # noqa: SIM905 - sixty words read better as a text
THINGS = tuple(word for word in WORDS if word[0].isupper())  # what a link can be called
TERMS = 40


def write(folder: Path, lessons: int, seed: int = 1) -> Path:
    """The course in `folder`; a module has twenty lessons and a quiz, lessons are as long as those of a real course."""
    chance = random.Random(seed)
    modules = [f"modul-{number}" for number in range((lessons + LESSONS_OF_MODULE - 1) // LESSONS_OF_MODULE)]
    _file(folder, "course.yaml", _course(modules))
    _file(folder, "glossary.yaml", "".join(_term(chance, number) for number in range(TERMS)))
    _data(folder)
    for place, module in enumerate(modules):
        count = min(LESSONS_OF_MODULE, lessons - place * LESSONS_OF_MODULE)
        names = [f"lektion-{place}-{number}" for number in range(count)]
        _file(folder, f"{module}/module.yaml", _module(module, names))
        _picture(folder / module / "media" / "karte.png", chance)
        for name in names:
            _file(folder, f"{module}/{name}.md", lesson(chance, name, names))
        quiz = "\n".join(_choice(chance, f"{module}-frage-{number}") for number in range(8))
        _file(folder, f"{module}/quiz.md", f"---\nid: {module}-quiz\ntitle: Quiz\nminutes: 10\n---\n\n{quiz}")
    return folder


def lesson(chance: random.Random, name: str, names: list[str]) -> str:
    """Around six thousand characters with at least one of everything that is common."""
    return "\n".join(
        [
            f"---\nid: {name}\ntitle: {_words(chance, 5)}\nminutes: {chance.randint(3, 15)}\n---\n",
            _paragraph(chance, names),
            f"## {_words(chance, 4)} {{#erstens}}\n",
            *(_paragraph(chance, names) for _ in range(3)),
            *(f"- {_words(chance, 12)}" for _ in range(4)),
            "",
            _choice(chance, f"{name}-wahl"),
            f"## {_words(chance, 4)} {{#zweitens}}\n",
            _paragraph(chance, names),
            "| Jahr | Wert | Anteil |\n|---|---:|---:|",
            *(f"| {year} | {chance.randint(100, 999_999)} | {chance.randint(1, 99)} % |" for year in range(2015, 2022)),
            "",
            f"$$\n\\frac{{a_{{{chance.randint(1, 9)}}}}}{{b}} \\cdot 100\n$$\n",
            _chart(chance, name),
            *(_paragraph(chance, names) for _ in range(2)),
            f":::{{numeric}} #{name}-zahl\n:answer: {chance.randint(1, 99)},5\n:tolerance: 1\n",
            f"{_words(chance, 12)}?\n:::\n",
            f":::{{example}} {_words(chance, 3)}\n{_words(chance, 40)}.\n:::\n",
            f"![{_words(chance, 6)}](media/karte.png)\n",
            f"[^quelle]: {_words(chance, 8)}, 2024.",
            f"[^amt]: {_words(chance, 6)}, 2023.\n",
        ]
    )


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize()


def _paragraph(chance: random.Random, names: list[str]) -> str:
    sentences = [f"{_words(chance, chance.randint(6, 14))}." for _ in range(5)]
    sentences[1] = (
        f"Die Zahl **{chance.randint(100, 999)}** heißt "
        f"[{chance.choice(THINGS)}](glossary:wort-{chance.randrange(TERMS)})."
    )
    sentences[2] += "[^quelle]"
    things = " und ".join(chance.sample(THINGS, 2))
    sentences[3] = f"Mehr steht in [{things}]({chance.choice(names)}.md#zweitens) und *{_words(chance, 2)}*.[^amt]"
    return " ".join(sentences) + "\n"


def _choice(chance: random.Random, name: str) -> str:
    options = [
        f"- [{'x' if place == 1 else ' '}] {{#{key}}} {_words(chance, 6)} {key} — {_words(chance, 9)}."
        for place, key in enumerate("abcd")
    ]
    return "\n".join(
        [
            f":::{{choice}} #{name}",
            f":hint: {_words(chance, 8)}.",
            "",
            f"{_words(chance, 10)}?",
            "",
            *options,
            ":::",
            "",
        ]
    )


def _chart(chance: random.Random, name: str) -> str:
    return (
        f":::{{timeseries}} #{name}-linie\ndata: reihe\ny: [births, deaths]\ntitle: {_words(chance, 4)}\n"
        f"alt: {_words(chance, 20)}\nsentence: {_words(chance, 10)}.\n:::\n"
    )


def _course(modules: list[str]) -> str:
    listed = "".join(f"  - {name}\n" for name in modules)
    return (
        "id: messkurs\nnamespace: https://example.org/messkurs\ntitle: Messkurs\nlanguage: de\n"
        f"summary: Ein Kurs zum Messen.\nlicence: CC-BY-SA-4.0\nmodules:\n{listed}"
    )


def _module(name: str, lessons: list[str]) -> str:
    listed = "".join(f"  - {one}.md\n" for one in lessons)
    head = f"id: {name}\ntitle: {name}\nsummary: Zum Messen.\ngood_for: Alle.\ngoals:\n  - Messen\n"
    return f"{head}lessons:\n{listed}quiz: quiz.md\n"


def _term(chance: random.Random, number: int) -> str:
    return f"- id: wort-{number}\n  term: Wort {number}\n  definition: {_words(chance, 12)}.\n"


def _data(folder: Path) -> None:
    rows = "".join(f"{year},{700_000 + year},{600_000 + 2 * year}\n" for year in range(1950, 2025))
    _file(folder, "data/reihe.csv", f"year,births,deaths\n{rows}")
    head = "title: Reihe\nunit: Personen\ncolumns:\n"
    labels = (("year", "Jahr"), ("births", "Geburten"), ("deaths", "Sterbefälle"))
    columns = "".join(f"  {name}: {{label: {label}, type: integer}}\n" for name, label in labels)
    rest = 'source: Erfundene Werte\nlicence: CC0-1.0\nattribution: Beispielamt\ndate: "2024"\n'
    _file(folder, "data/reihe.yaml", head + columns + rest)


def _picture(path: Path, chance: random.Random) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    colour = tuple(chance.randrange(256) for _ in range(3))
    Image.linear_gradient("L").resize((800, 500)).convert("RGB").point(lambda value: (value + sum(colour)) % 256).save(
        path
    )


def _file(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def lesson_files(folder: Path) -> Iterator[Path]:
    """The Markdown files of the course."""
    yield from sorted(folder.glob("*/*.md"))
