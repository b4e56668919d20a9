"""Pairs: each source belongs to one target."""

from collections.abc import Collection, Mapping
from random import Random
from typing import Any, Literal, Self

from pydantic import model_validator

from lms.items.model import (
    LIST,
    NO_ANSWER,
    PAIR,
    Form,
    Id,
    ItemBase,
    Outcome,
    Response,
    ResponseError,
    expect,
    require_unique,
    single,
)
from lms.items.presentation import MarkedOption, Presentation, PresentedOption, PresentedSource, shuffled
from lms.items.shuffle import order
from lms.items.text import Frozen, Text


class Side(Frozen):
    id: Id
    text: Text


class MatchingItem(ItemBase):
    """`pairs` maps every source id to its target id; a target may serve several sources or none."""

    kind: Literal["matching"] = "matching"
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]
    pairs: dict[Id, Id]
    shuffle: bool = True

    @model_validator(mode="after")
    def _every_source_has_its_target(self) -> Self:
        if len(self.sources) < 2 or len(self.targets) < 2:
            raise ValueError(f"item {self.id} needs at least two sources and two targets")
        require_unique((side.id for side in (*self.sources, *self.targets)), "source or target")
        sources, targets = {side.id for side in self.sources}, {side.id for side in self.targets}
        for source in sorted(sources ^ self.pairs.keys()):
            problem = "has no target; pair it" if source in sources else "is paired but is no source; drop the pair"
            raise ValueError(f"source {source} {problem}")
        for source, target in self.pairs.items():
            if target not in targets:
                raise ValueError(f"source {source} is paired with {target}, which is no target")
        return self

    def parse(self, form: Form) -> Response:
        """Sources may be left open; an open one counts as not right."""
        targets = {side.id for side in self.targets}
        matched = {side.id: single(form, f"match-{side.id}") for side in self.sources}
        for target in matched.values():
            if target and target not in targets:
                raise ResponseError("“{option}” is not an option of this question.", option=target[:64])
        if not any(matched.values()):
            raise ResponseError(NO_ANSWER)
        return {source: target for source, target in matched.items() if target}

    def fields(self, response: Response) -> Form:
        matched: Mapping[str, str] = expect(response, Mapping)
        return {f"match-{source}": [target] for source, target in matched.items()}

    def grade(self, response: Response) -> Outcome:
        matched: Mapping[str, str] = expect(response, Mapping)
        parts = {side.id: matched.get(side.id) == self.pairs[side.id] for side in self.sources}
        scaled = sum(parts.values()) / len(parts)
        return Outcome(scaled=scaled, feedback=self.said(scaled), parts=parts)

    def notation(self, response: Response) -> str:
        return LIST.join(f"{source}{PAIR}{target}" for source, target in sorted(expect(response, Mapping).items()))

    def parse_notation(self, text: str) -> Response:
        pairs = [pair.split(PAIR) for pair in text.split(LIST)]
        if any(len(pair) != 2 for pair in pairs):
            raise ResponseError("The answer is not a list of pairs.")
        return {source: target for source, target in pairs}  # noqa: C416 — dict() loses the element type

    def interaction(self, language: str = "de") -> dict[str, Any]:
        """Both sides by their texts: in the author's order the n-th target would be the n-th source's."""
        return {
            "interactionType": "matching",
            "source": _components(self.sources, language),
            "target": _components(self.targets, language),
        }

    def correct_responses(self) -> list[str]:
        return [self.notation(self.pairs)]

    def meaning(self) -> dict[str, Any]:
        sides = {
            "sources": {side.id: side.text.plain for side in self.sources},
            "targets": {side.id: side.text.plain for side in self.targets},
        }
        return {**super().meaning(), "kind": self.kind, **sides, "pairs": self.pairs}

    def options(self) -> Mapping[str, str]:
        return {side.id: side.text.plain for side in (*self.sources, *self.targets)}

    def key(self, among: Collection[str]) -> object:
        return {source: target for source, target in self.pairs.items() if source in among}

    def solution(self, language: str) -> str:  # noqa: ARG002 - texts as they are
        names = self.options()
        return "; ".join(f"{names[source]} → {names[target]}" for source, target in self.pairs.items())

    def answerable(self) -> bool:
        targets = {target.id for target in self.targets}
        return {source.id for source in self.sources} == set(self.pairs) and set(self.pairs.values()) <= targets

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:
        sources = {
            side.id: PresentedSource(side.id, side.text, single(entries, f"match-{side.id}"), marks.get(side.id))
            for side in self.sources
        }
        targets = (PresentedOption(side.id, side.text) for side in self.targets)
        return Presentation(
            options=shuffled(targets, word, shuffle=self.shuffle),
            sources=tuple(sources[key] for key in (order(sources, word) if self.shuffle else sources)),
        )

    def marked(self) -> tuple[MarkedOption, ...]:
        targets = {target.id: target.text for target in self.targets}
        return tuple(MarkedOption(side.text, target=targets[self.pairs[side.id]]) for side in self.sources)

    def sample(self, chance: Random, *, knows: bool) -> Form:
        if knows:
            return {f"match-{source}": [target] for source, target in self.pairs.items()}
        targets = [target.id for target in self.targets]
        return {f"match-{source.id}": [chance.choice(targets)] for source in self.sources}


def _components(sides: tuple[Side, ...], language: str) -> list[dict[str, Any]]:
    ordered = sorted(sides, key=lambda side: (side.text.plain, side.id))
    return [{"id": side.id, "description": {language: side.text.plain}} for side in ordered]
