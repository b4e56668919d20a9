"""What an operator does in pages: people, organisations, versions, keys."""
