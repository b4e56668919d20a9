"""Small data sets and blocks for charts."""

from lms.course.model import Column, DataSet, PyramidBlock, TimeseriesBlock


def data(columns, rows, unit="Personen"):
    return DataSet(
        id="zahlen",
        title="Zahlen",
        unit=unit,
        columns=tuple(Column(name=n, label=label, type=kind, unit=u) for n, label, kind, u in columns),
        rows=tuple(rows),
        source="Statistisches Amt Beispielstadt, Tabelle 1",
        licence="DL-DE-BY-2.0",
        attribution="© Statistisches Amt Beispielstadt, 2024",
        date="2024",
        notes="Ausgedacht.",
    )


BALANCE = data(
    [
        ("year", "Jahr", "integer", None),
        ("births", "Geburten", "integer", None),
        ("deaths", "Sterbefälle", "integer", None),
        ("rest", "Übrige <3", "number", "Prozent"),
    ],
    [
        (1970, 1_040_000, 970_000, 1.5),
        (1971, 1_010_000, 965_000, None),
        (1972, 900_000, 964_000, 2.5),
        (1973, 815_000, 963_000, 3.5),
    ],
)
AGES = data(
    [
        ("year", "Jahr", "integer", None),
        ("age", "Alter", "integer", "Jahre"),
        ("male", "Männer", "number", "Tsd. Personen"),
        ("female", "Frauen", "number", "Tsd. Personen"),
    ],
    [
        (year, age, 300.0 + (age == widest) * 350 - age, 290.5 + (age == widest) * 350 - age)
        for year, widest in ((2024, 60), (2050, 85))
        for age in range(100)
    ],
    unit="Tsd. Personen",
)


def lines(**changes):
    fields = {"id": "linie", "data": "zahlen", "y": ("births", "deaths"), "title": "Bilanz", "alt": "Zwei Linien"}
    return TimeseriesBlock(**{**fields, **changes})


def pyramid(**changes):
    fields = {
        "id": "pyramide",
        "data": "zahlen",
        "year": 2024,
        "compare": 2050,
        "title": "Altersaufbau",
        "alt": "Balken",
    }
    return PyramidBlock(**{**fields, **changes})
