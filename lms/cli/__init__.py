"""The command line of the service: one module a command."""


def main() -> None:
    """Run the command named on the command line."""
