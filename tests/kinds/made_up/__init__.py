"""A kind of question and a kind of figure that the product does not have: all that new kinds need, and nothing else.

`percent.py` is the kind, `percent.html` and `percent_answered.html` its templates; `LINES` are the lines that enter it
where kinds are listed. `journey.py` takes it from a Markdown file to a recalculated point, in a copy of the tree.

`share_bar_block.py` is the kind of figure and `share_bar.py` its drawing, entered by `FIGURE_LINES` and
`FIGURE_APPENDED`; `figure_journey.py` takes it from a Markdown file to a page and to a comparison.
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


FIGURE_FILES = {
    "share_bar_block.py": "lms/course/share_bar_block.py",
    "share_bar.py": "lms/web/charts/share_bar.py",
}

BODY = """

class ShareBarBody(FigureBody):
    data: Id = Field(description="id of the data set")
    year: int = Field(description="year that is shown")
    below: int = Field(ge=1, le=100, description="age below which somebody belongs to the share")


DATA_BLOCKS["share-bar"] = ShareBarBody
"""

CHECK = """

def _share_bar(block: ShareBarBlock, sets: Mapping[str, DataSet]) -> None:
    checked_year(generations(sets[block.data]), block.data, block.year)


CALCULATED["share-bar"] = _share_bar
"""

FIGURE_LINES = (
    (
        "lms/course/model.py",
        "from lms.items import Item\n",
        "from lms.course.share_bar_block import ShareBarBlock\nfrom lms.items import Item\n",
    ),
    ("lms/course/model.py", "    | SchoolCohortBlock\n", "    | SchoolCohortBlock\n    | ShareBarBlock\n"),
    (
        "authoring/compile/lesson_blocks.py",
        "\nFIGURES: ",
        "from lms.course.share_bar_block import ShareBarBlock\n\nFIGURES: ",
    ),
    (
        "authoring/compile/lesson_blocks.py",
        '    "school-cohort": SchoolCohortBlock,\n',
        '    "school-cohort": SchoolCohortBlock,\n    "share-bar": ShareBarBlock,\n',
    ),
    (
        "authoring/checks/calculating.py",
        "from lms.demography import Impossible\n",
        "from lms.course.share_bar_block import ShareBarBlock\nfrom lms.demography import Impossible\n",
    ),
    (
        "lms/web/charts/__init__.py",
        "from lms.web.charts.timeseries",
        "from lms.web.charts.share_bar import share_bar\nfrom lms.web.charts.timeseries",
    ),
    (
        "lms/web/charts/__init__.py",
        '    "quotient": lambda',
        (
            '    "share-bar": lambda block, find, words, _: share_bar(block, find(block.data), words),\n'
            '    "quotient": lambda'
        ),
    ),
)
FIGURE_APPENDED = (
    ("authoring/schema/block_bodies.py", BODY),
    ("authoring/checks/calculating.py", CHECK),
)
