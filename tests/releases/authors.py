"""Authors who do anything to a course: what each item and option means is kept in mind, to see that it stays."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from lms.course.model import Completion, Course, HtmlBlock, ItemBlock, Lesson, LessonVariant, Module
from lms.items import ChoiceItem, FillInItem, Item, MatchingItem, MultipleChoiceItem, NumericItem
from lms.items.choice import Choice
from lms.items.fill_in import Gap
from lms.items.matching import Side
from lms.items.model import ChangeNote
from lms.items.text import Text

KINDS = ("choice", "multiple-choice", "numeric", "fill-in", "matching")


def words(token: str) -> Text:
    """Five words that belong to this token and to no other."""
    letters = hashlib.sha256(token.encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    said = " ".join(letters[start : start + 6] for start in range(0, 30, 6))
    return Text(html=said, plain=said)


@dataclass
class Author:
    """Works on `draft`. `meant` says what texts mean; `known` what ids meant, and `told` the notes, when published."""

    draft: Course
    count: int = 0
    meant: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str, ...], str] = field(default_factory=dict)
    told: dict[str, ChangeNote | None] = field(default_factory=dict)

    def does(self, chance: Random) -> None:
        """One change; a wrong one about every tenth time."""
        chance.choice(WRONG if chance.random() < 0.1 else MOVES)(self, chance)

    @property
    def honest(self) -> bool:
        """Whether every id means in the draft what it meant whenever it was published."""
        return all(
            self.known.get(key, meaning) == meaning for item in self.items() for key, meaning in self.meanings(item)
        )

    def meanings(self, item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
        yield (item.id,), f"{item.kind} {self.meant[item.prompt.plain.rstrip('!')]}"
        match item:
            case ChoiceItem() | MultipleChoiceItem():
                yield from (((item.id, one.id), self.meant[one.text.plain]) for one in item.choices)
            case MatchingItem():
                sides = (*item.sources, *item.targets)
                yield from (((item.id, one.id), self.meant[one.text.plain]) for one in sides)
            case _:
                return

    def published(self) -> None:
        """The draft is current now."""
        for item in self.items():
            self.known.update(self.meanings(item))
            self.told[item.id] = item.change

    def fresh(self, what: str) -> str:
        self.count += 1
        return f"{what}-{self.count}"

    def says(self, token: str, way: int = 0) -> Text:
        """A text with this meaning; another `way` to say it has other words."""
        text = words(f"{token}/{way}" if way else token)
        self.meant[text.plain] = token
        return text

    def item(self, chance: Random, **fields: Any) -> Item:
        """A new item of any kind."""
        item_id = self.fresh("frage")
        common = {"id": item_id, "prompt": self.says(item_id), "tries": chance.choice((None, 1, 2)), **fields}
        options = [(self.fresh("wahl"), number) for number in range(chance.randrange(3, 5))]
        match chance.choice(KINDS):
            case "choice":
                choices = (Choice(id=one, text=self.says(one), correct=not number) for one, number in options)
                return ChoiceItem(**common, choices=tuple(choices))
            case "multiple-choice":
                choices = (Choice(id=one, text=self.says(one), correct=number < 2) for one, number in options)
                return MultipleChoiceItem(**common, choices=tuple(choices))
            case "numeric":
                return NumericItem(
                    **common, answer=Decimal(chance.randrange(-50, 50)), tolerance=Decimal(chance.randrange(3))
                )
            case "fill-in":
                gaps = tuple(Gap(id=one, accepted=(f"wort {one}",)) for one, _ in options[:2])
                return FillInItem(**common, gaps=gaps)
            case _:
                sides = [Side(id=one, text=self.says(one)) for one, _ in options]
                targets = (
                    sides[2:] if len(sides) > 3 else [*sides[2:], Side(id=f"{sides[2].id}-b", text=self.says("b"))]
                )
                pairs = {side.id: chance.choice(targets).id for side in sides[:2]}
                return MatchingItem(**common, sources=tuple(sides[:2]), targets=tuple(targets), pairs=pairs)

    @property
    def module(self) -> Module:
        return self.draft.modules[0]

    def items(self) -> list[Item]:
        return [item for lesson in self.module.all_lessons() for item in lesson.items()]

    def set(self, **fields: Any) -> None:
        module = self.module.model_copy(update=fields)
        self.draft = self.draft.model_copy(update={"modules": (module, *self.draft.modules[1:])})

    def set_lessons(self, change: Callable[[Lesson], Lesson]) -> None:
        quiz = self.module.quiz and change(self.module.quiz)
        self.set(lessons=tuple(map(change, self.module.lessons)), quiz=quiz)

    def set_item(self, item_id: str, *instead: Item) -> None:
        """Another item, several, or none in its place."""

        def change(lesson: Lesson) -> Lesson:
            asked = [new for item in lesson.items() for new in (instead if item.id == item_id else (item,))]
            return with_items(lesson, asked)

        self.set_lessons(change)


def lesson(lesson_id: str, *items: Item) -> Lesson:
    text = Text(html="<p>Text</p>", plain="Text")
    variant = LessonVariant(title=lesson_id, blocks=(HtmlBlock(id=f"{lesson_id}-text", text=text),))
    return with_items(Lesson(id=lesson_id, minutes=5, variants={"de": variant}, source=f"{lesson_id}.md"), items)


def with_items(one: Lesson, items: Any) -> Lesson:
    variant = one.variant("de")
    blocks = (
        *(block for block in variant.blocks if not isinstance(block, ItemBlock)),
        *(ItemBlock(id=i.id, item=i) for i in items),
    )
    return one.model_copy(update={"variants": {"de": variant.model_copy(update={"blocks": blocks})}})


def note(author: Author, kind: str, item: Item) -> ChangeNote | None:
    """A new note; who changed the meaning behind everybody's back writes none."""
    if any(author.known.get(key, meaning) != meaning for key, meaning in author.meanings(item)):
        return author.told.get(item.id)
    return ChangeNote.model_validate({"kind": kind, "reason": f"Grund {author.fresh('grund')}"})


def reorder(author: Author, chance: Random) -> None:
    """Lessons, items in them and options in those, all at once."""

    def shuffled(values: Any) -> tuple[Any, ...]:
        return tuple(chance.sample(list(values), len(values)))

    def options(item: Item) -> Item:
        match item:
            case ChoiceItem() | MultipleChoiceItem():
                return item.model_copy(update={"choices": shuffled(item.choices)})
            case FillInItem():
                return item.model_copy(update={"gaps": shuffled(item.gaps)})
            case MatchingItem():
                return item.model_copy(update={"sources": shuffled(item.sources), "targets": shuffled(item.targets)})
        return item

    author.set_lessons(lambda one: with_items(one, shuffled([options(item) for item in one.items()])))
    author.set(lessons=shuffled(author.module.lessons))


def move(author: Author, chance: Random) -> None:
    """An item goes to another lesson, or to the quiz."""
    item, goal = chance.choice(author.items()), chance.choice(author.module.all_lessons()).id
    author.set_item(item.id)
    author.set_lessons(lambda one: with_items(one, [*one.items(), item]) if one.id == goal else one)
    keep_a_quiz(author, chance)


def rename(author: Author, chance: Random) -> None:
    name = f"{chance.randrange(1000)}.md"
    author.set_lessons(lambda one: one.model_copy(update={"source": f"{one.id}-{name}"}))


def reword(author: Author, chance: Random) -> None:
    """The same in other words, with a note; or only with an exclamation mark, without."""
    item = chance.choice(author.items())
    token = author.meant[item.prompt.plain.rstrip("!")]
    if chance.random() < 0.5:
        text = Text(html=item.prompt.html, plain=item.prompt.plain + "!")
        author.meant[text.plain.rstrip("!")] = token
        author.set_item(item.id, item.model_copy(update={"prompt": text}))
    else:
        said = author.says(token, author.count + 1)
        author.set_item(item.id, item.model_copy(update={"prompt": said, "change": note(author, "wording", item)}))


def fix_key(author: Author, chance: Random) -> None:
    item = chance.choice(author.items())
    match item:
        case ChoiceItem():
            right = chance.choice(item.choices).id
            fields: dict[str, Any] = {
                "choices": tuple(one.model_copy(update={"correct": one.id == right}) for one in item.choices)
            }
        case MultipleChoiceItem():
            right = {one.id for one in chance.sample(item.choices, chance.randrange(1, len(item.choices)))}
            fields = {"choices": tuple(one.model_copy(update={"correct": one.id in right}) for one in item.choices)}
        case NumericItem():
            fields = {"answer": item.answer + chance.choice((-1, 1)), "tolerance": Decimal(chance.randrange(3))}
        case FillInItem():
            first, *others = item.gaps
            fields = {"gaps": (first.model_copy(update={"accepted": (*first.accepted, f"auch {first.id}")}), *others)}
        case MatchingItem():
            fields = {"pairs": {source.id: chance.choice(item.targets).id for source in item.sources}}
        case _:
            return
    author.set_item(item.id, item.model_copy(update={**fields, "change": note(author, "key", item)}))


def count(author: Author, chance: Random) -> None:
    item = chance.choice(author.items())
    fields = {"points": chance.randrange(4), "tries": chance.choice((None, 1, 2, 3))}
    author.set_item(item.id, item.model_copy(update=fields))
    keep_a_quiz(author, chance)


def retire(author: Author, chance: Random) -> None:
    if len(author.items()) > 3:
        author.set_item(chance.choice(author.items()).id)
        keep_a_quiz(author, chance)


def add(author: Author, chance: Random) -> None:
    goal, item = chance.choice(author.module.all_lessons()).id, author.item(chance)
    author.set_lessons(lambda one: with_items(one, [*one.items(), item]) if one.id == goal else one)


def replace_item(author: Author, chance: Random) -> None:
    old = chance.choice(author.items())
    author.set_item(old.id, author.item(chance, replaces=old.id))


def option(author: Author, chance: Random) -> None:
    """A wrong option comes, or goes."""
    chosen = [item for item in author.items() if isinstance(item, ChoiceItem | MultipleChoiceItem)]
    if not chosen:
        return
    item = chance.choice(chosen)
    wrong = [one.id for one in item.choices if not one.correct]
    if len(wrong) > 1 and chance.random() < 0.5:
        choices = tuple(one for one in item.choices if one.id != wrong[0])
    else:
        new = author.fresh("wahl")
        choices = (*item.choices, Choice(id=new, text=author.says(new)))
    author.set_item(item.id, item.model_copy(update={"choices": choices}))


def split(author: Author, chance: Random) -> None:
    """The second half of a lesson's items becomes a lesson of its own."""
    old = chance.choice(author.module.lessons)
    items = list(old.items())
    new = lesson(author.fresh("lektion"), *items[len(items) // 2 :])
    halves = (with_items(old, items[: len(items) // 2]), new)
    author.set(
        lessons=tuple(half for one in author.module.lessons for half in (halves if one.id == old.id else (one,)))
    )


def rule(author: Author, chance: Random) -> None:
    ids = [one.id for one in author.module.lessons]
    lessons: Any = chance.choice(("all", tuple(chance.sample(ids, chance.randrange(len(ids) + 1)))))
    author.set(completion=Completion(lessons=lessons, mastery=chance.choice((0.3, 0.5, 0.7, 1.0))))


def keep_a_quiz(author: Author, chance: Random) -> None:
    """A quiz asks something; what it asks is worth a point."""
    quiz = author.module.quiz
    if quiz and not any(item.points for item in quiz.items()):
        author.set(quiz=with_items(quiz, [*quiz.items(), author.item(chance)]))


def ask_something_else(author: Author, chance: Random) -> None:
    """Under the same id, without a word about it."""
    item = chance.choice(author.items())
    asked = {"prompt": author.says(author.fresh("anderes")), "change": author.told.get(item.id)}
    author.set_item(item.id, item.model_copy(update=asked))


def mean_something_else(author: Author, chance: Random) -> None:
    """Two options change their texts, and keep their ids."""
    chosen = [item for item in author.items() if isinstance(item, ChoiceItem | MultipleChoiceItem)]
    if chosen:
        item = chance.choice(chosen)
        first, second, *others = item.choices
        swapped = (first.model_copy(update={"text": second.text}), second.model_copy(update={"text": first.text}))
        fields = {"choices": (*swapped, *others), "change": author.told.get(item.id)}
        author.set_item(item.id, item.model_copy(update=fields))


def reuse(author: Author, chance: Random) -> None:
    """An id that was a question of one kind becomes one of another."""
    old, new = chance.choice(author.items()), author.item(chance)
    if old.kind != new.kind:
        author.set_item(old.id, new.model_copy(update={"id": old.id}))


Move = Callable[[Author, Random], None]
MOVES: tuple[Move, ...] = (
    *(reorder, move, rename, reword, fix_key, count, retire, add, replace_item, option, split, rule),
    *(fix_key, fix_key, rule),
)
WRONG: tuple[Move, ...] = (ask_something_else, mean_something_else, reuse)


def beginning() -> Author:
    """A module of two lessons and a quiz."""
    empty = Course(
        id="wandel",
        namespace="https://kurs.example.org/wandel",
        title="Wandel",
        summary="Ein Kurs, der sich ändert.",
        language="de",
        licence="CC-BY-SA-4.0",
        modules=(),
    )
    author, chance = Author(empty), Random(1)
    lessons = (lesson("anfang", author.item(chance), author.item(chance)), lesson("mitte", author.item(chance)))
    module = Module(
        id="modul",
        title="Modul",
        summary="Ein Modul.",
        good_for="Alle",
        goals=("Lernen",),
        lessons=lessons,
        quiz=lesson("quiz", author.item(chance), author.item(chance), author.item(chance)),
    )
    author.draft = empty.model_copy(update={"modules": (module,)})
    return author
