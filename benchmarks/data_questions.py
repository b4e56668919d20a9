"""How long `authoring check` takes for questions with figures of places, beside a plain loop over the same rows.

    python -m benchmarks.data_questions [--places 11000] [--questions 50]

The places and figures are made up. Prints seconds, the ratio to the loop, and the peak of memory.
"""

import argparse
import random
import resource
import time

from authoring.checks.questions import found_in
from lms.course.model import Column, DataSet, Places
from lms.course.places.all_places import Everywhere
from lms.course.places.atlas import Atlas
from lms.items import ChoiceItem, Item, NumericItem
from lms.items.choice import Choice
from lms.items.numeric import NumericData
from lms.items.text import Text

YEARS = (2013, 2023)


def table(places: int, chance: random.Random) -> DataSet:
    """Two years of a synthetic municipality list; some figures are missing, some are zero."""
    rows = []
    for number in range(places):
        key = f"{1 + number % 16:02}{number // 16 // 999 % 1000:03}{number // 16 % 999:03}"
        for year in YEARS:
            cell = None if chance.random() < 0.01 else 0 if chance.random() < 0.01 else chance.randrange(50, 50_000)
            rows.append((key, f"Ort {number}", year, cell))
    names = (("ags", "text"), ("name", "text"), ("year", "integer"), ("people", "integer"))
    columns = tuple(
        Column(name=name, label=name, type=kind, figure="einwohner" if name == "people" else None)
        for name, kind in names
    )
    return DataSet(
        id="synthetisch",
        title="Synthetische Gemeinden",
        unit="Personen",
        columns=columns,
        rows=tuple(rows),
        source="erfunden",
        licence="CC0-1.0",
        attribution="erfunden",
        date="2023",
        places=Places(key="ags", name="name"),
    )


def question(number: int) -> Item:
    """A number, or, every other time, a choice whose right option follows from the figures."""
    text = Text(html='<p><span data-value="0"></span></p>', plain="{{kommune.name}}", values=("kommune.name",))
    if number % 2:
        now, then = f"kommune.einwohner(2023) + {number}", "kommune.einwohner(2013)"
        wheres = {"mehr": f"{now} > {then}", "weniger": f"{now} < {then}", "nie": None}
        options = tuple(
            Choice(id=name, text=Text(html=name, plain=name), where=where) for name, where in wheres.items()
        )
        return ChoiceItem(id=f"frage-{number}", prompt=text, choices=options)
    expression = f"runden({number} + 100 * kommune.einwohner(2023) / kommune.einwohner(2013) - 100; 1)"
    return NumericItem(id=f"frage-{number}", prompt=text, answer=0, from_data=NumericData(answer=expression))


def checked(data: DataSet, questions: int) -> tuple[float, int]:
    """The check itself, with reading the table into its places."""
    begun = time.process_time()
    everywhere = Everywhere(Atlas((data,), ""))
    found = sum(sum(found_in(question(number), everywhere).counts.values()) for number in range(questions))
    return time.process_time() - begun, found


def plain(data: DataSet, questions: int) -> tuple[float, int]:
    """The floor: the same quotients and comparisons of the same rows, in a loop without any language."""
    begun = time.process_time()
    rows = {(row[0], row[2]): row[3] for row in data.rows}
    keys = list(dict.fromkeys(row[0] for row in data.rows))
    found = 0
    for number in range(questions):
        for key in keys:
            now, then = rows.get((key, 2023)), rows.get((key, 2013))
            if not isinstance(now, int) or not isinstance(then, int):
                found += 1
            elif number % 2:
                right = [
                    name for name, where in (("mehr", now + number > then), ("weniger", now + number < then)) if where
                ]
                found += len(right) != 1
            elif not then:
                found += 1
            else:
                round(number + 100 * now / then - 100, 1)
    return time.process_time() - begun, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, default=11_000)
    parser.add_argument("--questions", type=int, default=50)
    wanted = parser.parse_args()
    data = table(wanted.places, random.Random(1))
    floor, bare = plain(data, wanted.questions)
    ours, found = checked(data, wanted.questions)
    if found != bare:
        raise SystemExit(f"the check finds {found} degenerate forms, the loop {bare}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    forms = wanted.places * wanted.questions
    print(f"{wanted.questions} questions, {wanted.places} places: {forms} forms, {found} of them degenerate")
    print(
        f"check {ours:.2f} s ({forms / ours:,.0f} forms a second), plain loop {floor:.2f} s: {ours / floor:.0f} times"
    )
    print(f"memory at its peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
