"""What a data set says about its figures is enough to use them: units, keys of places, the count they rest on."""

import re

from authoring.checks.tables import MOST, cell
from authoring.schema import DataHead
from authoring.source.problems import Problems
from authoring.source.spelling import close
from authoring.source.yaml_reader import Located
from authoring.tree.model import DataTree
from lms.course.places.official_keys import GERMANY, STATES, is_key

SEVERAL = re.compile(r";|siehe|gemischt", re.IGNORECASE)
COUNTS = re.compile(r"Zensus \d{4}|Volkszählung|\bbis \d{4}\b|\bab \d{4}\b")
KEYS = {"ags": (2, 5, 8), "ars": (2, 3, 5, 9, 12)}


def description(data: DataTree, problems: Problems) -> None:
    if data.head and data.located and data.rows:
        _units(data, data.head, data.located, problems)
        _places(data, data.head, data.located, problems)
        _keys(data, data.head, data.located, problems)
        _census(data, data.head, data.located, problems)


def _units(data: DataTree, head: DataHead, located: Located, problems: Problems) -> None:
    if not SEVERAL.search(head.unit):
        return
    for name, column in head.columns.items():
        counted = column.type != "text" and name not in ("year", "age") and name not in head.dimensions
        if name in data.header and counted and not column.unit:
            message, hint = "{name} does not say which of the units it has", "write unit: … for this column"
            problems.report("data-unit", located.place("columns", name), message, hint, name=name)


def _places(data: DataTree, head: DataHead, located: Located, problems: Problems) -> None:
    places = head.places
    figures = [name for name, column in head.columns.items() if column.figure]
    if figures and not places:
        message, hint = "{name} is a figure, but of which place?", "write places: {{key: …}} or places: {{only: DG}}"
        problems.report("data-places", located.place("columns", figures[0], "figure"), message, hint, name=figures[0])
    if not places:
        return
    if (places.key is None) == (places.only is None):
        message, hint = "places needs one of key and only", "name the column with the AGS, or the one place"
        problems.report("data-places", located.place("places"), message, hint)
    for part in ("key", "name"):
        name = getattr(places, part)
        if name is not None and name not in data.header:
            known = close(name, data.header)
            hint = "did you mean {known}?" if known else "its columns are {known}"
            values = {"data": data.id, "name": name, "known": known or ", ".join(data.header)}
            message = "the data set {data} has no column {name}"
            problems.report("data-column", located.place("places", part), message, hint, **values)
    other = [name for name in head.dimensions if name not in (places.key, "year")]
    if figures and other:
        message = "there are several rows for one place and year, by {other}"
        hint = "give figures to a table with one row for each place and year"
        problems.report("data-places", located.place("places"), message, hint, other=", ".join(other))


def _keys(data: DataTree, head: DataHead, located: Located, problems: Problems) -> None:
    """Keys are text with their leading zeros and of a length that exists."""
    named = {head.places.key: "ags"} if head.places and head.places.key else {}
    for name in data.header:
        kind = named.get(name) or (name if name in KEYS else "")
        if not kind:
            continue
        if head.columns[name].type != "text":
            message, hint = "{name} is a key and no number: its leading zeros would be lost", "write type: text"
            problems.report("data-key", located.place("columns", name, "type"), message, hint, name=name)
            continue
        found = 0
        for index, key in enumerate(data.column(name)):
            written = str(key or "")
            sound = is_key(written) if kind == "ags" else _is_ars(written)
            if sound or found == MOST:
                continue
            found += 1
            lost = written.isdigit() and len(written) + 1 in KEYS[kind]
            hint = "its leading zero is lost: write 0{key}" if lost else "an AGS has 2, 5 or 8 digits, Germany is DG"
            message = "{name}: {key} is no key of a place"
            problems.report("data-key", cell(data, index, name), message, hint, name=name, key=written)


def _is_ars(key: str) -> bool:
    return key == GERMANY or (key.isdigit() and len(key) in KEYS["ars"] and key[:2] in STATES)


def _census(data: DataTree, head: DataHead, located: Located, problems: Problems) -> None:
    """One text names one count; where it changes over the years, the years have to be told."""
    if "year" not in data.header or "series" in head.dimensions:
        return
    bases = {("census_base",): head.census_base}
    bases |= {("columns", name, "census_base"): column.census_base for name, column in head.columns.items()}
    for path, base in bases.items():
        if isinstance(base, str) and (len(set(COUNTS.findall(base))) > 1 or re.search(r"\b(bis|ab) \d{4}", base)):
            message = "the figures rest on more than one count; a line through both would show a change that never was"
            hint = "say from which year on each holds: census_base: {{1990: ältere Fortschreibung, 2011: Zensus 2011}}"
            problems.report("data-census", located.place(*path), message, hint)
