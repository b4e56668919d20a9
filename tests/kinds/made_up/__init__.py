"""A kind of question that the product does not have: everything that a new kind needs, and nothing else.

`percent.py` is the kind, `percent.html` and `percent_answered.html` its templates; `LINES` are the lines that enter it
where kinds are listed. `journey.py` takes it from a Markdown file to a recalculated point, in a copy of the tree.
"""

from pathlib import Path

HERE = Path(__file__).parent

FILES = {
    "percent.py": "lms/items/percent.py",
    "percent.html": "lms/web/templates/items/percent.html",
    "percent_answered.html": "lms/web/templates/items/percent_answered.html",
}

OPTIONS = """

class PercentOptions(ItemOptions):
    answer: int = Field(ge=0, le=100, description="the right share in percent")


ITEMS["percent"] = PercentOptions
"""

BUILDER = """

def _percent(common: dict[str, Any], _directive: Directive, written: Any, _renderer: LessonRenderer) -> Item:
    return PercentItem(**common, answer=written.answer)


BUILDERS["percent"] = _percent
"""

LINES = (
    (
        "lms/items/__init__.py",
        "from lms.items.performance",
        "from lms.items.percent import PercentItem\nfrom lms.items.performance",
    ),
    ("lms/items/__init__.py", "    | LongFillInItem,", "    | LongFillInItem\n    | PercentItem,"),
    (
        "authoring/compile/item_builders.py",
        "from lms.items.performance",
        "from lms.items.percent import PercentItem\nfrom lms.items.performance",
    ),
)
APPENDED = (
    ("authoring/schema/item_options.py", OPTIONS),
    ("authoring/compile/item_builders.py", BUILDER),
)
