"""The command line of the authoring kit."""


def main() -> None:
    """Run the command named on the command line."""
