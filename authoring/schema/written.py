"""What every model of this package is."""

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """Something an author wrote; unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", cache_strings="none")


def fields_of(model: type[Written]) -> tuple[str, ...]:
    return tuple(model.model_fields)
