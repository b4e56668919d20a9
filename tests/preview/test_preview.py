"""The preview in process: the real service, the author's publisher, the pages with their bar."""

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from authoring.cache.cache_file import passing
from authoring.locale import locale
from authoring.preview.preview_app import PreviewApp
from authoring.preview.publisher import Publisher
from authoring.preview.serve import follow
from lms.rehearsal import Rehearsal
from tests.authoring.sources import SOUND, lesson, write_course

FALL = "modul/fall.md"
PAGE = "/modules/modul/lessons/fall"
ITEM = ":::{choice} #frage\nWas stimmt?\n\n- [x] {#dies} Dies\n- [ ] {#das} Das\n:::"
ENGLISH_ITEM = ":::{choice} #frage\nWhat is right?\n\n- [x] {#dies} This\n- [ ] {#das} That\n:::"
TEXT = lesson(f"Ein Absatz.\n\n## Mitte {{#mitte}}\n\nNoch einer.\n\n{ITEM}")


class Author:
    """Somebody with an editor and a browser."""

    def __init__(self, root: Path, publisher: Publisher, browser: httpx.AsyncClient) -> None:
        self.root, self.publisher, self.browser = root, publisher, browser

    async def save(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)
        await self.publisher.read([self.root / name])

    async def see(self, path: str = PAGE) -> str:
        return (await self.browser.get(path)).text


@pytest.fixture
def preview(tmp_path, sqlite_template) -> Callable[[Callable[[Author], Awaitable[None]]], None]:
    """`preview(story)` runs an async story of an author over a course with one item."""

    def run(story: Callable[[Author], Awaitable[None]], text: str = TEXT) -> None:
        data = tmp_path / "data"
        data.mkdir()
        shutil.copyfile(sqlite_template, data / "lernraum.db")
        root = write_course(tmp_path / "kurs", {FALL: text})

        async def told() -> None:
            rehearsal = Rehearsal(data, "http://127.0.0.1:8010")
            publisher = Publisher(root, locale("en"), kept, rehearsal)
            await publisher.read()
            transport = httpx.ASGITransport(PreviewApp(rehearsal, publisher))
            head = {"Accept": "text/html", "Accept-Language": "en"}
            async with httpx.AsyncClient(
                transport=transport, base_url="http://127.0.0.1:8010", headers=head, follow_redirects=True
            ) as browser:
                await story(Author(root, publisher, browser))
            rehearsal.app.state["engine"].dispose()

        with closing(passing()) as kept:
            asyncio.run(told())

    return run


def test_a_save_shows_a_mistake_shows_beside_its_place_and_goes_when_mended(preview):
    async def story(author: Author) -> None:
        assert "Ein Absatz." in await author.see()
        await author.save(FALL, TEXT.replace("Ein Absatz.", "Ein neuer Absatz."))
        assert "Ein neuer Absatz." in await author.see()
        await author.save(FALL, TEXT.replace("Noch einer.", "Noch [einer](fehlt.md)."))
        page = await author.see()
        assert "Ein neuer Absatz." in page  # the last good state
        assert "You see the last version without errors." in page
        assert re.search(
            r'data-at="mitte" data-here>Error <code>modul/fall.md:11</code> <b>there is no file fehlt.md', page
        )
        await author.save(FALL, TEXT.replace("Noch einer.", "Und noch einer."))
        page = await author.see()
        assert "Und noch einer." in page
        assert "No problems." in page
        assert "data-here" not in page

    preview(story)


def test_what_is_wrong_with_data_stands_beside_the_figure_that_draws_them(preview):
    line = ":::{timeseries} #linie\ndata: werte\ny: [births]\ntitle: Geburten\nalt: Eine Linie fällt.\n:::"

    async def story(author: Author) -> None:
        table = str(SOUND["data/werte.csv"])
        await author.save("data/werte.csv", table.replace("2021,9,", "2021,77,"))
        assert ">77<" in await author.see()
        assert [spot.href for spot in author.publisher.standing.drawn] == [f"{PAGE}#block-linie"]
        await author.save("data/werte.csv", table.replace("2021,9,", "2021,x,"))
        beside = (
            r'data-at="block-linie" data-here>Error <code>data/werte.csv:3</code> <b>births: x is not a whole number'
        )
        assert re.search(beside, await author.see())
        assert f'<a href="{PAGE}#block-linie">Show the page</a>' in await author.see("/")
        (author.root / "data/werte.csv").unlink()
        await author.publisher.read([author.root / "data/werte.csv"])
        assert 'data-at="block-linie" data-here>Error <code>data/werte.yaml:1</code>' in await author.see()
        await author.save("data/werte.csv", table)
        assert "No problems." in await author.see()

    preview(story, f"{TEXT}\n{line}\n")


def test_a_save_in_the_middle_of_a_sentence_keeps_the_last_good_state(preview):
    async def story(author: Author) -> None:
        kept, broken = "Ein Absatz.", 0
        for cut in range(3, len(TEXT), 11):
            await author.save(FALL, TEXT[:cut])
            page = await author.see()
            assert 'id="preview-bar"' in page
            if author.publisher.standing.current:
                kept = "<h1"
            else:
                broken += 1
                assert "You see the last version without errors." in page
                assert kept in page
        assert broken > 5
        await author.save(FALL, TEXT)
        assert "No problems." in await author.see()

    preview(story)


def test_a_course_that_never_was_sound_starts_with_its_problems(preview):
    async def story(author: Author) -> None:
        assert "There is no version without errors yet." in await author.see("/")
        await author.save(FALL, TEXT)
        assert "Ein Absatz." in await author.see()

    preview(story, lesson("[Text](fehlt.md)"))


def test_deleted_files_another_namespace_and_a_broken_compiler_bring_nothing_down(preview, monkeypatch):
    async def story(author: Author) -> None:
        (author.root / FALL).unlink()
        await author.publisher.read([author.root / FALL])
        assert "there is no file fall.md" in (await author.see()).replace("modul/", "")
        await author.save(FALL, TEXT)
        await author.save("course.yaml", str(SOUND["course.yaml"]).replace("example.org/kurs", "example.org/anders"))
        assert "was published with the namespace" in await author.see()
        await author.save("course.yaml", str(SOUND["course.yaml"]))
        monkeypatch.setattr("authoring.preview.publisher.compiled", lambda *_, **__: 1 / 0)
        await author.save(FALL, TEXT + "\nMehr.\n")
        assert "ZeroDivisionError" in await author.see()

    preview(story)


def test_pages_are_seen_as_somebody_new_half_way_and_finished(preview):
    async def story(author: Author) -> None:
        def part(page: str) -> str:
            return re.search(r'id="pv-people">.*?aria-current="true">([^<]*)</a>', page)[1]

        page = await author.see()
        assert part(page) == "half-way"
        page = await author.see(f"/preview/as/finished?back={PAGE}")
        assert part(page) == "finished"
        assert "Right." in page
        page = await author.see(f"/preview/as/new?back={PAGE}")
        assert part(page) == "new here"
        assert "Ein Absatz." not in page  # the page before a lesson is begun
        assert (await author.browser.get("/preview/as/nobody")).status_code == 404
        page = await author.see("/preview/as/new?back=//elsewhere.example")
        assert "<h1" in page

    preview(story)


def test_the_page_is_seen_in_each_language_variant(preview):
    async def story(author: Author) -> None:
        assert "Lessons in:" not in await author.see()  # nothing to choose
        english = ENGLISH_ITEM.join(("---\ntitle: Case\n---\n\nA paragraph.\n\n## Middle\n\nOne more.\n\n", "\n"))
        await author.save("modul/fall.en.md", english)
        page = await author.see()
        offered = re.findall(r'<a href="(\?reading=[^"]*)"[^>]*>([^<]*)</a>', page.partition('id="pv-languages"')[2])
        assert offered == [("?reading=de", "Deutsch"), ("?reading=en", "English")]
        assert "A paragraph." in await author.see(f"{PAGE}?reading=en")
        assert "Ein Absatz." in await author.see(f"{PAGE}?reading=de")

    preview(story)


def test_of_a_pool_only_what_was_drawn_is_answered(preview):
    async def story(author: Author) -> None:
        await author.see(f"/preview/as/finished?back={PAGE}")
        page = await author.see()
        assert page.count('class="lr-item"') == page.count("Right.") == 1

    second = ITEM.replace("#frage", "#frage-zwei")
    preview(story, lesson(f"Ein Absatz.\n\n::::{{pool}} #vorrat\n:draw: 1\n\n{ITEM}\n\n{second}\n::::"))


def test_items_are_graded_by_the_service(preview):
    async def story(author: Author) -> None:
        page = await author.see(f"/preview/as/new?back={PAGE}")
        csrf = re.search(r'name="(csrf[^"]*)" value="([^"]*)"', page)
        assert csrf
        token = {csrf[1]: csrf[2]}
        origin = {"Origin": "http://127.0.0.1:8010"}
        await author.browser.post(f"{PAGE}/enter", data=token, headers=origin)
        for response, verdict in (("das", "Not right"), ("dies", "Right.")):
            page = await author.see()
            attempt = re.search(r'name="attempt" value="(\d+)"', page) or re.search(r"()", page)
            fields = {**token, "attempt": attempt[1] or "2", "response": response}
            answered = await author.browser.post(f"{PAGE}/items/frage", data=fields, headers=origin)
            assert verdict in answered.text

    preview(story)


def test_a_save_is_noticed_and_says_where_to_look(preview):
    async def story(author: Author) -> None:
        following = asyncio.create_task(follow(author.publisher))
        try:
            await asyncio.sleep(1)  # until the watching has begun
            number = author.publisher.standing.number
            (author.root / FALL).write_text(TEXT.replace("Noch einer.", "Noch ein anderer."))
            standing = await asyncio.wait_for(author.publisher.after(number), 60)
            assert standing.current
            assert standing.edited
            assert standing.edited.href == f"{PAGE}#mitte"
        finally:
            following.cancel()

    preview(story)


def test_the_terminal_says_what_is_wrong_and_when_it_is_mended(preview, capsys):
    async def story(author: Author) -> None:
        following, said = asyncio.create_task(follow(author.publisher)), ""

        async def until(words: str) -> None:
            nonlocal said
            async with asyncio.timeout(60):
                while words not in said:
                    await asyncio.sleep(0.05)
                    said += capsys.readouterr().err

        try:
            await asyncio.sleep(1)  # until the watching has begun
            (author.root / FALL).write_text(TEXT.replace("Noch einer.", "Noch [einer](fehlt.md)."))
            await until("fehlt.md")
            (author.root / FALL).write_text(TEXT)
            await until("No problems.")
        finally:
            following.cancel()

    preview(story)


def test_a_page_gets_nothing_inline_and_keeps_its_policy(preview):
    async def story(author: Author) -> None:
        answer = await author.browser.get(PAGE)
        assert "'unsafe" not in answer.headers["content-security-policy"]
        added = answer.text.partition('id="preview-bar"')[2]
        assert "style=" not in added
        assert "<script>" not in added
        assert (await author.browser.get("/preview/preview.js")).headers["content-type"].startswith("text/javascript")
        assert (await author.browser.get("/preview/../secret")).status_code == 404
        assert (await author.browser.get("/healthz")).json() == {"status": "ok"}

    preview(story)
