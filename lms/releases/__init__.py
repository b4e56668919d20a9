"""A release into a running course.

1. `plan` says what became different, `objections` why it may not be published as it is, `preview` what it would do;
2. `publishing` makes the version current;
3. `replay` goes through everybody, a batch a transaction: `examination` grades stored answers again (`regrading`),
   `release_statements` says what follows, `affected_counts` counts persons, `release_notes` keeps what each is told.

`history` lists past releases, `release_summary` puts one into words, `releases_for_person` what it meant for somebody.
"""
