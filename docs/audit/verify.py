#!/usr/bin/env python3
"""Rechnet nach: stimmen die Punkte und Abschlüsse, die der Dienst zeigt, mit dem Protokoll der Lernereignisse überein?

    lms audit mappe              (im Dienst: schreibt statements, progress und forms.jsonl, dazu versions/*.course)
    python3 verify.py mappe      (irgendwo: 0 alles stimmt, 1 Unterschiede, 2 nicht lesbar)

This file stands alone on purpose: Python 3.11 or newer, the standard library, no line of the service's own code. It
reads answers and answer keys, grades every answer itself, adds up points and lessons itself, applies every completion
rule itself, and names each place where the service says something else. Read it from top to bottom; it has five parts:
the published versions, grading, adding up, awards, comparing.
"""

import hashlib
import json
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

ADL = "http://adlnet.gov/expapi/verbs/"
NAMES = ("registered", "initialized", "experienced", "answered", "completed", "passed", "failed", "scored")
DEEDS = {ADL + name: name for name in NAMES} | {"https://w3id.org/xapi/adl/verbs/satisfied": "satisfied"}
VOIDED = ADL + "voided"
FORM = "https://w3id.org/lernraum/xapi/extensions/form"
RETURNED = "https://w3id.org/lernraum/xapi/extensions/attempts-returned"
ACTIVITY = re.compile(r"/(course|module|lesson|item)/([a-z0-9]+(?:-[a-z0-9]+)*)$")
UNGRADED = {"likert", "long-fill-in"}  # opinions, and texts of one's own: no right answer, no points, never required
CLOSE = 1e-9  # sums of thirds


# 1. The published versions ------------------------------------------------------------------------------------------


class Version:
    """A course bundle whose files are what its digest says; items and modules by id."""

    def __init__(self, path, digest):
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            files = {name: archive.read(name) for name in manifest["files"]}
        sums = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()}
        canonical = json.dumps(sums, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self.genuine = hashlib.sha256(canonical.encode()).hexdigest() == digest
        self.modules = {module["id"]: module for module in json.loads(files["course.json"])["modules"]}
        self.forms = {}

    def item(self, item_id, language="", form=None):
        """The item as it is asked in `language`, else in the lesson's first one; about a place with its figures."""
        if (item_id, language, form) in self.forms:
            return self.forms[item_id, language, form]
        for module in self.modules.values():
            for lesson in lessons(module):
                for item in [*items(lesson, language), *pooled(lesson, language)]:
                    if item["id"] == item_id:
                        return item
        return None


def lessons(module):
    return [*module["lessons"], *([module["quiz"]] if module["quiz"] else [])]


def required(lesson):
    """The ids of the questions that have to be answered."""
    return {item["id"] for item in items(lesson) if item["kind"] not in UNGRADED}


def blocks(lesson, language=""):
    variants = lesson["variants"]
    found = (variants.get(language) or next(iter(variants.values())))["blocks"]
    for block in found:
        if block["kind"] not in ("item", "pool") and ("item" in block or "items" in block):
            raise SystemExit(
                f"diese Datei kennt Blöcke der Art {block['kind']} nicht, in denen Aufgaben stehen; nichts ist geprüft"
            )
    return found


def items(lesson, language=""):
    return [block["item"] for block in blocks(lesson, language) if block["kind"] == "item"]


def pooled(lesson, language=""):
    """The questions of which only some are asked."""
    return [one["item"] for block in blocks(lesson, language) if block["kind"] == "pool" for one in block["items"]]


def drawn(module, learner, run, reached):
    """The module as one learner is asked in one run: in place of each pool stand the questions drawn from it.

    Everybody has one order of a pool, and each run takes the next ones of it; what was answered stays drawn.
    """
    best = {key: item.scaled for key, item in reached.items.items() if item.attempts}

    def of(pool):
        seed = f"{learner}/{pool['id']}\0"
        there = {one["id"]: one for one in pool["items"]}
        ids = sorted(there, key=lambda key: hashlib.sha256((seed + key).encode()).digest())
        start = (run - 1) * pool["draw"] % len(ids)
        ids = ids[start:] + ids[:start]
        known = sorted((key for key in ids if key in best), key=lambda key: -best[key])
        chosen = list(dict.fromkeys([*known, *ids]))[: pool["draw"]]
        return [{"kind": "item", "item": one["item"]} for key, one in there.items() if key in chosen]

    def of_lesson(lesson):
        found = [one for block in blocks(lesson) for one in (of(block) if block["kind"] == "pool" else [block])]
        return {**lesson, "variants": {"": {"blocks": found}}}

    quiz = module["quiz"] and of_lesson(module["quiz"])
    return {**module, "lessons": [of_lesson(one) for one in module["lessons"]], "quiz": quiz}


# 2. Grading ---------------------------------------------------------------------------------------------------------


class UnknownKind(Exception):
    """A kind of question for which this file has no rule: nothing about it was checked."""


def answer(item, text):
    """What somebody answered, read by the version that asked: the text of a statement's `result.response`."""
    # opinions and texts of one's own are not graded; they never come here
    match item["kind"]:
        case "choice" | "true-false":
            return text
        case "sequencing":
            return text.split("[,]")
        case "multiple-choice":
            return set(text.split("[,]"))
        case "numeric":
            return Decimal(text)
        case "performance":
            return {step: unescaped(said) for step, said in (part.split("[.]") for part in text.split("[,]"))}
        case "fill-in":
            texts = [unescaped(part) for part in text.split("[,]")]
            return dict(zip([gap["id"] for gap in item["gaps"]], texts, strict=True))
        case "matching":
            return dict(pair.split("[.]") for pair in text.split("[,]"))
        case kind:
            raise UnknownKind(f"diese Datei kennt die Aufgabenart {kind} nicht")


def unescaped(text):
    """A typed `[,]` has one comma more, since xAPI uses it between the parts of a list."""
    return re.sub(r"\[(,+),\]", r"[\1]", text)


def grade(item, response):
    """From 0 to 1. Of questions with several parts each part counts the same; a wrong choice takes back a right one."""
    match item["kind"]:
        case "choice":
            return float(any(one["correct"] and one["id"] == response for one in item["choices"]))
        case "multiple-choice":
            right = {one["id"] for one in item["choices"] if one["correct"]}
            return max(0, len(response & right) - len(response - right)) / len(right)
        case "true-false":
            return float(response == ("true" if item["answer"] else "false"))
        case "numeric":
            return float(near(item, response))
        case "performance":
            found = [step["id"] in response and done(step, response[step["id"]]) for step in item["steps"]]
            return sum(found) / len(found)
        case "sequencing":
            place = {step["id"]: number for number, step in enumerate(item["steps"])}
            stay = longest_rising([place[step] for step in response if step in place])
            return max(0, stay - 1) / (len(place) - 1)
        case "fill-in":
            typed = {gap["id"]: folded(response.get(gap["id"], ""), item) for gap in item["gaps"]}
            found = [typed[gap["id"]] in {folded(one, item) for one in gap["accepted"]} for gap in item["gaps"]]
            return sum(found) / len(found)
        case "matching":
            found = [response.get(one["id"]) == item["pairs"][one["id"]] for one in item["sources"]]
            return sum(found) / len(found)
        case kind:
            raise UnknownKind(f"diese Datei kennt die Aufgabenart {kind} nicht")


def near(key, number):
    answer, margin = Decimal(str(key["answer"])), Decimal(str(key["tolerance"]))
    return answer - margin <= number <= answer + margin


def done(step, said):
    """Whether a step of a procedure was done right: a number that is near enough, or one of the spellings."""
    expected, loose = step["expected"], {"case": "ignore", "spacing": "ignore"}
    if expected["kind"] == "number":
        return bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", said)) and near(expected, Decimal(said))
    return folded(said, loose) in {folded(one, loose) for one in expected["accepted"]}


def longest_rising(numbers):
    """How many may stay where they are, so that moving only the others puts all in order."""
    longest = []
    for position, number in enumerate(numbers):
        before = [longest[earlier] for earlier in range(position) if numbers[earlier] < number]
        longest.append(1 + max(before, default=0))
    return max(longest, default=0)


def folded(text, item):
    """A typed text without soft hyphens and, unless the author says otherwise, without case and extra spaces."""
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = " ".join(text.split()) if item["spacing"] == "ignore" else text
    return unicodedata.normalize("NFC", text.casefold() if item["case"] == "ignore" else text)


# 3. Adding up -------------------------------------------------------------------------------------------------------


@dataclass
class Item:
    attempts: int = 0
    points: float = 0.0
    scaled: float = 0.0
    success: bool = False
    returned: int = 0


@dataclass
class Lesson:
    opened: datetime | None = None
    done: datetime | None = None
    passed: datetime | None = None
    score: float | None = None


@dataclass
class Reached:
    """What one registration has reached; every value only grows, so the order of statements does not matter."""

    started: datetime | None = None
    completed: datetime | None = None
    satisfied: datetime | None = None
    lessons: dict = field(default_factory=dict)
    items: dict = field(default_factory=dict)

    def lesson(self, key):
        return self.lessons.setdefault(key, Lesson())

    def item(self, key):
        return self.items.setdefault(key, Item())

    def passed(self):
        return min((one.passed for one in self.lessons.values() if one.passed), default=None)

    def add(self, said):
        self.started = first(self.started, said.at)
        if said.kind == "module" and said.deed in ("completed", "satisfied"):
            setattr(self, said.deed, first(getattr(self, said.deed), said.at))
        if said.kind == "lesson":
            lesson = self.lesson(said.about)
            lesson.opened = first(lesson.opened, said.at)
            if said.deed == "completed":
                lesson.done = first(lesson.done, said.at)
            if said.deed == "passed":
                lesson.passed = first(lesson.passed, said.at)
            if said.deed in ("passed", "failed") and said.scaled is not None:
                lesson.score = max(said.scaled, lesson.score or 0.0)
        if said.kind == "item":
            item = self.item(said.about)
            if said.deed in ("answered", "scored"):
                item.attempts += said.deed == "answered"
                item.points = max(item.points, said.points or 0.0)
                item.scaled = max(item.scaled, said.scaled or 0.0)
                item.success = item.success or said.success
                item.returned = max(item.returned, said.returned)


def first(known, moment):
    return moment if known is None else min(known, moment)


class Said:
    """A statement as far as it can move progress; `deed` is None for any other."""

    def __init__(self, line, created, home_page):
        said = line["statement"]
        self.id, self.vouched, self.stored = said.get("id", line["id"]).lower(), line["vouched"], moment(line["stored"])
        activity = said["object"].get("objectType", "Activity") == "Activity"
        about = ACTIVITY.search(said["object"]["id"]) if activity else None
        self.kind, self.about = about.groups() if about else (None, None)
        self.deed = DEEDS.get(said["verb"]["id"]) if about else None
        self.own = line["authority"].get("account", {}) == {"homePage": home_page, "name": "lms"}
        result, context = said.get("result", {}), said.get("context", {})
        score = result.get("score", {})
        self.points, self.scaled = positive(score.get("raw")), positive(score.get("scaled"))
        self.success, self.response = bool(result.get("success")), result.get("response")
        self.revision, self.language = context.get("revision"), context.get("language", "")
        self.original = context.get("statement", {}).get("id", "").lower()
        self.form = context.get("extensions", {}).get(FORM)
        returned = context.get("extensions", {}).get(RETURNED)
        self.returned = returned if self.deed == "scored" and isinstance(returned, int) else 0
        said_at = moment(said.get("timestamp", line["stored"]))
        self.at = said_at if created.replace(microsecond=0) <= said_at <= self.stored else self.stored


def positive(number):
    return max(0.0, float(number)) if number is not None else None


def moment(text):
    return datetime.fromisoformat(text) if text else None


# 4. Awards ----------------------------------------------------------------------------------------------------------


def quiz_points(module, reached):
    """The best share of each question times what it is worth in this version, and what all are worth."""
    asked = items(module["quiz"])
    got = {item["id"]: reached.items[item["id"]].scaled for item in asked if item["id"] in reached.items}
    return sum(got.get(item["id"], 0.0) * item["points"] for item in asked), sum(item["points"] for item in asked)


def quiz_passed(module, reached, shown):
    """By this version's mastery and points; of its questions those still there (`shown`) have to be answered."""
    points, possible = quiz_points(module, reached)
    there = required(shown["quiz"]) if shown and shown["quiz"] else set()
    unanswered = there & required(module["quiz"]) - answered(reached)
    share = points / possible if possible else 1.0
    return share + CLOSE >= module["completion"]["mastery"] and not unanswered


def satisfied(module, reached):
    """All lessons that the rule names are finished, and a quiz was passed if there is one."""
    named = module["completion"]["lessons"]
    wanted = [lesson["id"] for lesson in module["lessons"] if named == "all" or lesson["id"] in named]
    finished = all(key in reached.lessons and reached.lessons[key].done for key in wanted)
    return finished and (reached.passed() is not None or not module["quiz"])


def answered(reached):
    return {key for key, item in reached.items.items() if item.attempts}


class Run:
    """One registration: what its statements add up to, and everything about it that does not agree."""

    def __init__(self, line, versions, publications, said, voids):
        self.line, self.versions, self.said, self.voids = line, versions, said, voids
        self.created, self.module = moment(line["created"]), line["module"]
        own = [one for one in publications if one["course"] == line["course"]]
        begun = max((n for n, one in enumerate(own) if moment(one["published"]) <= self.created), default=0)
        self.rules = [(moment(one["published"]), self._module(one["digest"])) for one in own[begun:]]
        self.problems, self.counts = [], Counter()

    def _module(self, digest):
        return self.versions[digest].modules.get(self.module) if digest in self.versions else None

    def _drawn(self, module, reached):
        return module and drawn(module, self.line["learner"], self.line["run"], reached)

    def check(self):
        counted = []
        for one in self.said:
            if one.vouched and one.deed and (one.kind != "module" or one.about == self.module):
                if one.own and one.deed in ("answered", "scored"):
                    self._grade(one, {other.id: other for other in counted})
                elif one.own and one.deed in ("completed", "passed", "failed", "satisfied"):
                    self._award(one, self._fold(counted, one.seq))
                self.counts["fremd"] += not one.own
                counted.append(one)
        reached = self._fold(counted, float("inf"))
        self._compare(reached)
        if not self.counts["fremd"]:
            self._nothing_withheld(reached)

    def _fold(self, counted, seq):
        """What the statements before `seq` add up to, without those that were voided by then."""
        reached = read_reached(self.line["carried"] or {})
        for one in counted:
            if self.voids.get(one.id, float("inf")) >= seq:
                reached.add(one)
        return reached

    def _grade(self, one, earlier):
        """Grades the answer, compares, and goes on with this file's own result."""
        asked, by = (earlier.get(one.original), one) if one.deed == "scored" else (one, one)
        if asked is None:
            if not self.line["carried"]:
                self._say(f"die Neubewertung {one.id} gehört zu keiner Antwort im Protokoll")
            return
        old, new = self._item(asked, asked), self._item(by, asked)
        if old is None or new is None or new["kind"] in UNGRADED:
            return
        try:
            scaled = grade(new, answer(old, asked.response))
        except UnknownKind as error:
            self._say(f"Aufgabe {one.about}: {error}; die Antwort {asked.id} ist nicht geprüft")
            return
        except (ValueError, ArithmeticError, KeyError, AttributeError, TypeError):
            self._say(f"Aufgabe {one.about}: die Antwort {asked.id} lässt sich nicht lesen")
            return
        points = scaled * new["points"]
        self.counts["bewertet"] += 1
        self.counts["Orte"] += asked.form is not None
        if differ(one.scaled, scaled) or differ(one.points, points) or one.success != (scaled == 1):
            self._say(
                f"Aufgabe {one.about}: {one.id} sagt {shown(one.points)} Punkte, bewertet sind es {shown(points)}"
            )
        one.scaled, one.points, one.success = scaled, points, scaled == 1

    def _item(self, one, asked):
        """In the version that `one` names, for the language and the place of the answer `asked`."""
        version = self.versions.get(one.revision)
        item = version.item(asked.about, asked.language, asked.form) if version else None
        if item is None:
            self._say(f"Aufgabe {one.about}: ihre Fassung {str(one.revision)[:12]} liegt nicht vor")
        return item

    def _award(self, one, reached):
        """Whether what the service awarded was earned, by a rule that was published by then."""
        rules = [self._drawn(module, reached) for published, module in self.rules if published <= one.stored and module]
        version = self.versions.get(one.revision)
        now = self._drawn(version.modules.get(self.module), reached) if version else None
        quizzes = [module for module in rules if module["quiz"]]
        earned = True
        self.counts["geprüft"] += 1
        if one.kind == "module":
            earned = any(satisfied(module, reached) for module in rules)
        elif one.deed in ("passed", "failed"):
            earned = (one.deed == "failed") != any(quiz_passed(module, reached, now) for module in quizzes)
            if not any(not differ(one.points, quiz_points(module, reached)[0]) for module in quizzes):
                self._say(f"Quiz {one.about}: {one.deed} nennt {shown(one.points)} Punkte, die niemand so erreicht hat")
        elif now:
            lesson = next((lesson for lesson in now["lessons"] if lesson["id"] == one.about), None)
            earned = not lesson or required(lesson) <= answered(reached)
        if not earned:
            self._say(f"{one.deed} {one.kind} {one.about} ({one.id}) war nach keiner Regel erreicht")

    def _nothing_withheld(self, reached):
        """Whether somebody meets a rule and was not told."""
        rules = [self._drawn(module, reached) for _, module in self.rules if module]
        now = self._drawn(self.rules[-1][1], reached) if self.rules else None
        if not now:
            return
        quizzes = [module for module in rules if module["quiz"]] if now["quiz"] else []
        if reached.passed() is None and any(quiz_passed(module, reached, now) for module in quizzes):
            self._say("das Quiz ist bestanden, aber der Dienst sagt es nicht")
        if reached.satisfied is None and any(satisfied(module, reached) for module in rules):
            self._say("das Modul ist geschafft, aber der Dienst sagt es nicht")

    def _say(self, what):
        self.problems.append(f"Anmeldung {self.line['registration']}: {what}")

    # 5. Comparing ---------------------------------------------------------------------------------------------------

    def _compare(self, reached):
        kept = read_reached(self.line)
        for name in ("started", "completed", "satisfied"):
            self._same(name, getattr(kept, name), getattr(reached, name))
        for what, mine, theirs, new in (
            ("Lektion", reached.lessons, kept.lessons, Lesson),
            ("Aufgabe", reached.items, kept.items, Item),
        ):
            for key in sorted(mine.keys() | theirs.keys()):
                for name in new.__dataclass_fields__:
                    one, other = (getattr(found.get(key, new()), name) for found in (theirs, mine))
                    self._same(f"{what} {key}: {name}", one, other)

    def _same(self, what, kept, mine):
        if differ(kept, mine):
            self._say(f"{what}: der Dienst sagt {shown(kept)}, nach dem Protokoll ist es {shown(mine)}")


def differ(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) > CLOSE
    return one != other


def shown(value):
    if isinstance(value, float):
        return f"{value:.6g}".replace(".", ",")
    return {"None": "nichts", "True": "ja", "False": "nein"}.get(str(value), str(value))


def read_reached(line):
    times = {name: moment(line.get(name)) for name in ("started", "completed", "satisfied")}
    lessons_ = {
        key: Lesson(moment(one["opened"]), moment(one["done"]), moment(one["passed"]), one["score"])
        for key, one in line.get("lessons", {}).items()
    }
    return Reached(**times, lessons=lessons_, items={key: Item(**one) for key, one in line.get("items", {}).items()})


def read_lines(path):
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def read_versions(folder, digests):
    versions = {digest: Version(folder / "versions" / f"{digest}.course", digest) for digest in digests}
    for line in read_lines(folder / "forms.jsonl"):
        about = ACTIVITY.search(line["about"]).group(2)
        versions[line["version"]].forms[about, line["language"], line["form"]] = line["item"]
    return versions


def verify(folder):
    """The problems, one sentence each, and how much was looked at."""
    publications, runs, ends = [], {}, Counter()
    for line in read_lines(folder / "progress.jsonl"):
        if "publication" in line:
            publications.append(line)
        elif "registration" in line:
            runs[line["registration"]] = line
        else:
            ends.update(line.keys())
    versions = read_versions(folder, dict.fromkeys(one["digest"] for one in publications))
    altered = [digest for digest, one in versions.items() if not one.genuine]
    problems = [f"Fassung {digest[:12]}: der Inhalt ist nicht der, den sie nennt" for digest in altered]
    said, voids, home_page = {}, {}, ""
    for seq, line in enumerate(read_lines(folder / "statements.jsonl")):
        home_page = line.get("home_page", home_page)
        ends.update(line.keys() & {"statements"})
        if "statement" not in line:
            continue
        statement = line["statement"]
        if statement["verb"]["id"] == VOIDED:
            voids.setdefault(statement["object"]["id"].lower(), seq)
        run = runs.get(statement.get("context", {}).get("registration", "").lower())
        if run:
            one = Said(line, moment(run["created"]), home_page)
            one.seq = seq
            said.setdefault(run["registration"], []).append(one)
    if not ends["statements"] or not ends["registrations"]:
        problems.append("Eine Datei wurde abgeschnitten: Ihr Ende fehlt")
    counts = Counter(Anmeldungen=len(runs))
    for key, line in runs.items():
        run = Run(line, versions, publications, said.get(key, []), voids)
        run.check()
        problems += run.problems
        counts += run.counts
    return problems, counts


def main(words):
    if len(words) != 1 or words[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    try:
        problems, counts = verify(Path(words[0]))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        print(f"Nicht lesbar: {error!r}. Schreiben Sie die Mappe mit `lms audit` noch einmal.", file=sys.stderr)
        return 2
    print("\n".join(problems), end="\n" if problems else "")
    looked = f"{counts['Anmeldungen']} Anmeldungen, {counts['bewertet']} Antworten, {counts['geprüft']} Abschlüsse"
    orte = f"; die Zahlen von {counts['Orte']} Fragen zu einem Ort sind die des Dienstes" if counts["Orte"] else ""
    fremd = f"; {counts['fremd']} Ereignisse anderer Werkzeuge wurden übernommen" if counts["fremd"] else ""
    print(f"{looked}: {f'{len(problems)} Unterschiede' if problems else 'alles stimmt'}{orte}{fremd}.")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
