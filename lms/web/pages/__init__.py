"""What each page shows, as values: a template can show nothing that is not declared here."""
