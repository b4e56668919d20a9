"""The modules that figures can exist for: those of the current versions, then those that only earlier ones had."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.tables import CourseVersionRow
from lms.reports.completion import ReportModule


def every_module(db: Session, library: Library) -> Sequence[ReportModule]:
    """In the order of the courses; a module that was taken out is called by its id."""
    current = [
        ReportModule(module.id, bundle.course.id, module.title)
        for bundle in library.all_current(db)
        for module in bundle.course.modules
    ]
    known = {module.id for module in current}
    earlier = {
        module_id: ReportModule(module_id, course_id, module_id)
        for course_id, modules in db.execute(select(CourseVersionRow.course_id, CourseVersionRow.modules))
        for module_id in modules
        if module_id not in known
    }
    return [*current, *(earlier[module_id] for module_id in sorted(earlier))]
