"""Problems as editors show them: with a range, a link to the handbook, and no more of them than anybody can read."""

import re
from collections.abc import Sequence

from lsprotocol import types

from authoring.locale import AuthorLocale
from authoring.lsp.handbook import Handbook
from authoring.lsp.positions import OpenText
from authoring.source.problems import Problem

SOURCE = "authoring"
MOST = 200  # of one file
SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
WORD = re.compile(r"[\w#./:%-]*\w|[^\s\w]+")


def diagnostics(
    found: Sequence[Problem], page: OpenText, handbook: Handbook, locale: AuthorLocale
) -> list[types.Diagnostic]:
    """The problems of one file."""
    shown = [_diagnostic(problem, page, handbook) for problem in found[:MOST]]
    if len(found) > MOST:
        message = locale.gettext("{count} more problems in this file are not shown; mend these first.")
        shown.insert(0, _notice(message.format(count=len(found) - MOST), page))
    return shown


def _notice(message: str, page: OpenText) -> types.Diagnostic:
    severity = types.DiagnosticSeverity.Information
    return types.Diagnostic(page.range(0, 0, len(page.line(0))), message, severity, source=SOURCE)


def _diagnostic(problem: Problem, page: OpenText, handbook: Handbook) -> types.Diagnostic:
    href = handbook.problem(problem.code)
    return types.Diagnostic(
        range=reach(problem, page),
        message=f"{problem.message}; {problem.hint}" if problem.hint else problem.message,
        severity=SEVERITIES.get(problem.severity, types.DiagnosticSeverity.Hint),
        code=problem.code,
        code_description=types.CodeDescription(href) if href else None,
        source=SOURCE,
        data={"mistaken": problem.mistaken, "meant": problem.meant} if problem.meant else None,
    )


def reach(problem: Problem, page: OpenText) -> types.Range:
    """From a problem's place to the end of what stands there: the mistaken word, a word, the whole line of a fence."""
    line, column = problem.line - 1, problem.column - 1
    text = page.line(line)
    at = text.find(problem.mistaken, column) if problem.mistaken else -1
    if at >= 0:
        folder = problem.mistaken.rfind("/") + 1 if "/" not in problem.meant else 0
        return page.range(line, at + folder, at + len(problem.mistaken))
    if column >= len(text.rstrip()):
        return page.range(line, min(len(text) - len(text.lstrip()), column), max(len(text), column))
    word = None if text.startswith(":::", column) else WORD.match(text, column)
    return page.range(line, column, word.end() if word else len(text.rstrip()))
