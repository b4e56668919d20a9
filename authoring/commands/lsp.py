"""`authoring lsp`: the language server on standard input and output, as editors start it."""

import logging
from argparse import Namespace

from authoring.locale import AuthorLocale
from authoring.lsp.features import server


def lsp(_arguments: Namespace, locale: AuthorLocale) -> int:
    """Serves until the editor says goodbye."""
    logging.getLogger("pygls").setLevel(logging.ERROR)  # what an editor shows of standard error should be news
    server(locale).start_io()
    return 0
