"""Blocks on a page of their own, as the service writes them: template, style sheets, modules, a strict CSP."""

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, Route

from authoring.build.course import compiled
from authoring.locale import locale as authors
from lms.course.model import Course, Figured
from lms.web.figures import figure
from lms.web.locale import locale
from lms.web.pages.item import FigureView
from lms.web.render import Frame, Renderer

STATIC = Path(__file__).parents[2] / "lms/web/static"
COURSE = Path(__file__).parents[1] / "browser/course"
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'"
PAGE = """<!doctype html><html lang="de"{theme}><head><title>Block</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/static/kern/kern.min.css"><link rel="stylesheet" href="/static/lernraum.css">
<link rel="stylesheet" href="/static/charts.css"><link rel="stylesheet" href="/static/blocks.css"></head>
<body><main class="lr-main" id="main"><h1>Block</h1><div class="lr-lesson">{block}</div></main></body></html>"""
HOME = "http://lernraum.invalid/"


def course(folder: Path = COURSE) -> Course:
    result = compiled(folder, authors("de"))
    assert result.course, [str(problem) for problem in result.problems]
    return result.course


def blocks(of: Course) -> dict[str, Figured]:
    lessons = (lesson for module in of.modules for lesson in module.all_lessons())
    every = (block for lesson in lessons for block in lesson.variant("de").blocks)
    return {block.id: block for block in every if isinstance(block, Figured)}


def html(of: Course, block: Figured, asked: dict[str, str] | None = None, theme: str = "") -> str:
    """The page that the service would answer."""
    german = locale("de")
    shown = FigureView(block.id, figure(block, of, german, asked))
    frame = Frame(german, csrf="", nonce="n", path="/")
    part = Renderer(ZoneInfo("Europe/Berlin")).part("blocks/figure.html", Beside(shown), frame)
    return PAGE.format(block=part, theme=f' data-kern-theme="{theme}"' if theme else "")


@dataclass(frozen=True)
class Beside:
    """What a lesson's template has in hand at a block."""

    block: FigureView


def stage(page: Page, of: Course, theme: str = "") -> None:
    """Answers `HOME + block id + ?query` without a server; every other address but the static files fails."""
    known = blocks(of)

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        name = address.path.lstrip("/")
        if name in known:
            body = html(of, known[name], dict(parse_qsl(address.query, keep_blank_values=True)), theme)
            route.fulfill(body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP})
        elif name.startswith("static/") and (STATIC / name.removeprefix("static/")).is_file():
            file = STATIC / name.removeprefix("static/")
            kind = "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0] or "text/plain"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.abort()

    page.route(re.compile(".*"), answer)


def shown(page: Page) -> dict[str, Any]:
    """All that a block says and draws, for comparing two of them."""
    return page.evaluate("""() => {
        const texts = selector => [...document.querySelectorAll(selector)].map(at => at.textContent.trim());
        return {
            sentence: texts(".chart-sentence"), figures: texts("[data-figure]"), remarks: texts(".chart-remarks li"),
            table: texts(".chart-numbers :is(th, td)"), values: texts(".chart-field output"),
            words: texts("svg text"),
            paths: [...document.querySelectorAll("svg path")]
                .map(at => `${at.getAttribute("class")}: ${at.getAttribute("d")}`),
            moved: [...document.querySelectorAll("svg [transform]")].map(at => at.getAttribute("transform")),
        };
    }""")
