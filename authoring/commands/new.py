"""`authoring new`: a course, a module or a lesson to begin with, entered in the list that names it."""

from argparse import Namespace

from authoring.commands.outcome import OK
from authoring.locale import AuthorLocale
from authoring.repository.list_entry import enter
from authoring.repository.scaffold import Astray, PathTaken, create
from authoring.terminal.course_root import misused


def new(arguments: Namespace, locale: AuthorLocale) -> int:
    """Creates a course, a module in a course or a lesson in a module."""
    try:
        created = create(arguments.path)
    except PathTaken:
        return misused(locale.gettext("{path} exists already; name a new path.").format(path=arguments.path))
    except Astray:
        message = "{folder} holds no module; make one first: authoring new {folder}"
        return misused(locale.gettext(message).format(folder=arguments.path.parent))
    except OSError as error:
        return misused(
            locale.gettext("{path} cannot be written: {why}.").format(path=arguments.path, why=error.strerror)
        )
    print(locale.gettext("{path} created.").format(path=arguments.path))
    if created == "course":
        print(locale.gettext("Go on with: authoring check {path}").format(path=arguments.path))
        return OK
    file, key = ("course.yaml", "modules") if created == "module" else ("module.yaml", "lessons")
    path = arguments.path.absolute()
    entered = enter(path.parent, file, key, path.name)
    if entered != "there":
        message = (
            "{name} now stands in {file} at the end of {key}:"
            if entered == "entered"
            else "Add {name} to {key}: in {file}."
        )
        print(locale.gettext(message).format(name=path.name, key=key, file=file))
    return OK
