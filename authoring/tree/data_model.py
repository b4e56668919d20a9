"""Turns a data set that was read into the one that the service shows."""

from authoring.tree.model import DataTree, there
from lms.course.canonical import canonical, normal
from lms.course.model import Column, DataSet, Places


def data_set(data: DataTree) -> DataSet:
    head = there(data.head)
    described = ((name, head.columns[name]) for name in data.header)
    return DataSet(
        id=data.id,
        title=head.title,
        unit=head.unit,
        columns=tuple(
            Column(
                name=name,
                label=one.label,
                type=one.type,
                unit=one.unit,
                figure=one.figure,
                census_base=one.census_base,
            )
            for name, one in described
        ),
        rows=data.rows,
        source=head.source,
        licence=head.licence,
        attribution=head.attribution,
        date=head.date,
        notes=head.notes,
        census_base=head.census_base,
        territory_date=head.territory_date,
        perturbed=head.perturbed,
        dimensions=head.dimensions,
        places=Places(**head.places.model_dump()) if head.places else None,
    )


def data_text(data: DataTree) -> str:
    """As the bundle holds it."""
    return canonical(normal(data_set(data).model_dump(mode="json")))
