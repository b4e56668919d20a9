"""A content repository of its own: a course with what Git, two forges and two editors need around it."""
