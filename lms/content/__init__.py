"""Published versions: `publication` makes a bundle current, `library` answers with it, `routes` serves its media."""
