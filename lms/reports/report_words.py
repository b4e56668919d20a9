"""How reports say things, the same in every rendering."""

from datetime import date

from babel.dates import format_date

from lms.disclosure import ShownCount
from lms.reports.scope import Organisation
from lms.web import numbers
from lms.web.locale import Locale


def figure(shown: ShownCount, minimum: int, locale: Locale) -> str:
    """A number, or what stands in its place."""
    if shown.n is None:
        return locale.gettext("fewer than {minimum}", minimum=minimum)
    number = numbers.number(shown.n, locale.language)
    return locale.gettext("at least {number}", number=number) if shown.at_least else number


def name_of(organisation: Organisation, locale: Locale) -> str:
    return organisation.name or locale.gettext("without organisation")


def month_name(month: str, locale: Locale) -> str:
    """`2026-03` as März 2026."""
    year, number = month.split("-")
    return format_date(date(int(year), int(number), 1), "LLLL y", locale=locale.language)
