"""`authoring schema`: what may stand in YAML, as JSON Schema for editors."""

import json
import sys
from argparse import Namespace

from authoring.locale import AuthorLocale
from authoring.schema.json_schema import schemas, write_schemas
from authoring.terminal.course_root import misused


def schema(arguments: Namespace, locale: AuthorLocale) -> int:
    """Writes the schemas into a folder, or all of them as one object to standard output."""
    if arguments.folder is None:
        json.dump(schemas(locale), sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    try:
        written = write_schemas(arguments.folder, locale)
    except OSError as error:
        message = locale.gettext("{path} cannot be written: {why}.")
        return misused(message.format(path=arguments.folder, why=error.strerror))
    message = locale.gettext("{count} schemas written into {path}.")
    print(message.format(count=len(written), path=arguments.folder))
    return 0
