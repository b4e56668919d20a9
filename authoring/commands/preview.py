"""`authoring preview`: the course as learners see it, anew on every save."""

import socket
from argparse import Namespace
from contextlib import closing

from authoring.cache.cache_file import kept_for
from authoring.locale import AuthorLocale
from authoring.preview.serve import HOST, serve
from authoring.terminal.course_root import misused, root_of


def preview(arguments: Namespace, locale: AuthorLocale) -> int:
    """Serves until Ctrl+C."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    port = arguments.port
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            return misused(locale.gettext("The port {port} is in use; choose another --port.").format(port=port))
    with closing(kept_for(root)) as cache:
        serve(root, locale, cache, port, show=arguments.open)
    return 0
