"""The one error that refused xAPI data raises: where, what, and the clause that says so."""


class Invalid(ValueError):
    """`problem.path` grows while the error climbs out of the value; clauses are those of xAPI 1.0.3."""

    def __init__(self, message: str, clause: str) -> None:
        super().__init__(message)
        self.message = message
        self.clause = clause
        self.path: list[str | int] = []

    def under(self, step: str | int) -> "Invalid":
        """The same error, seen from one level further out."""
        self.path.insert(0, step)
        return self

    def __str__(self) -> str:
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")
        return f"{where or 'statement'}: {self.message} ({self.clause})"
