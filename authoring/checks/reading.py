"""Reading ease: short sentences, short words, and the Vienna formula for the school year that a text asks for.

The first Vienna formula (Bamberger and Vanecek, 1984) counts words of three and more syllables, words of more than six
letters, words of one syllable and the length of sentences; 4 is easy, 15 is hard. It says nothing about sense.
"""

import re
from collections import Counter
from functools import lru_cache

from authoring.checks.prose import sentences
from authoring.markdown.passages import Passage, running
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree, LessonTree

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
AROUND = ".,:;!?…()[]„“‚‘»«\"'–—"
COUNTED = re.compile(r"[^\W_]+(?:[-.,:][^\W_]+)*")
VOWELS = re.compile(r"[aä]u|[aeä][iy]|eu|ie|aa|ee|oo|[aeiouyäöüéèáà]", re.IGNORECASE)
LONG, MANY = 6, 3  # letters of a long word, syllables of one with many
ENOUGH = 40  # words from which on the formula says something


def reading_ease(course: CourseTree, problems: Problems) -> None:
    checks = course.checks
    easy = course.language.endswith("-simple")
    longest = checks.easy_sentence if easy else checks.sentence
    for lesson in course.lessons():
        found: list[str] = []
        for passage in running(lesson.document.passages):
            parts = sentences(passage.words)
            found.extend(parts)
            _long_sentences(lesson, passage, parts, longest, problems)
        if course.language.startswith("de"):
            words = _counted(lesson.document.running)
            _formula(lesson, found, words, checks.easy_text if easy else checks.text, problems)
            _long_words(lesson, words, checks.easy_word if easy else checks.word, problems)


def _long_sentences(lesson: LessonTree, passage: Passage, parts: list[str], longest: int, problems: Problems) -> None:
    for sentence in parts:
        if len(sentence) > 4 * longest and (count := _length(sentence)) > longest:
            place = passage.place(lesson.source, sentence[:15])
            message, hint = "a sentence of {count} words; {most} can be taken in", "make two of it"
            problems.report("sentence-long", place, message, hint, count=count, most=longest)


def _length(sentence: str) -> int:
    """How many words a sentence has, numbers too."""
    bare = [written.strip(AROUND) for written in sentence.split(" ")]
    return sum([1 if one.isalnum() else len(COUNTED.findall(one)) for one in bare])


def _long_words(lesson: LessonTree, words: Counter[str], longest: int, problems: Problems) -> None:
    """Each once a lesson; a hyphen parts a word for the eye."""
    long = (part for word in words if len(word) > longest for part in word.split("-") if len(part) > longest)
    for word in dict.fromkeys(long):
        message, hint = "{word} has {count} letters", "say it in two words, or put a hyphen where its parts meet"
        problems.report("word-long", lesson.source.find(word, 0), message, hint, word=word, count=len(word))


def _formula(lesson: LessonTree, found: list[str], words: Counter[str], hardest: float, problems: Problems) -> None:
    if words.total() < ENOUGH:
        return
    level = vienna(words, len(found))
    if level > hardest:
        place = lesson.located.place("title")
        message = "the text asks for {level} years of school; {most} are meant to be enough"
        hint = "shorten sentences, and say nouns on -ung and -keit as verbs; the hardest is “{sentence}”"
        sentence = max(found, key=_weight)
        values = {"level": _decimal(level, problems), "most": _decimal(hardest, problems), "sentence": sentence[:60]}
        problems.report("reading-ease", place, message, hint, **values)


def _counted(running: Counter[str]) -> Counter[str]:
    """The words in what stands between spaces; most are just that, and need no pattern."""
    counts = Counter[str]()
    for written, count in running.items():
        if written.isalpha():
            counts[written] += count
            continue
        bare = written.strip(AROUND)
        for word in (bare,) if bare.isalpha() else WORD.findall(bare):
            counts[word] += count
    return counts


def _decimal(value: float, problems: Problems) -> str:
    written = f"{value:.1f}"
    return written.replace(".", ",") if problems.locale.language == "de" else written


def _weight(sentence: str) -> int:
    return sum(len(word) for word in WORD.findall(sentence) if syllables(word) >= MANY)


def vienna(words: Counter[str], sentence_count: int) -> float:
    """The first Vienna formula for texts on facts."""
    total, long, many, one = words.total(), 0, 0, 0
    for word, count in words.items():
        parts = syllables(word)
        long += count * (len(word) > LONG)
        many += count * (parts >= MANY)
        one += count * (parts == 1)
    weighted = 0.1935 * many + 0.1297 * long - 0.0327 * one
    return 100 / total * weighted + 0.1672 * total / sentence_count - 0.875


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    return len(VOWELS.findall(word)) or 1
