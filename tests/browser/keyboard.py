"""Operates a page with the keyboard alone, as somebody does who cannot use a mouse."""

from playwright.sync_api import Page

LIMIT = 250  # stops of the Tab key; more than any page has


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what `selector` names has the focus, and see that it can be seen there."""
    passed = []
    for _ in range(LIMIT):
        reached, where = at(page, selector)
        if reached:
            assert seen(page), f"the focus is on {selector}, which cannot be seen"
            return
        passed.append(where)
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}; it stops at {' · '.join(dict.fromkeys(passed))}")


def at(page: Page, selector: str) -> tuple[bool, str]:
    """Whether what `selector` names has the focus; and what has it, as a selector would say it."""
    matches, where = page.evaluate(
        """wanted => {
            const at = document.activeElement;
            if (!at) return [false, "nothing"];
            const mark = at.id ? "#" + at.id : at.name ? `[name=${at.name}]` : at.getAttribute("href") ?? "";
            return [at.matches(wanted), at.localName + mark];
        }""",
        selector,
    )
    return matches, where


def focused(page: Page, selector: str) -> bool:
    return at(page, selector)[0]


def seen(page: Page) -> bool:
    """Whether the focused element is within the window, at the latest when the page has scrolled (WCAG 2.4.11)."""
    for _ in range(100):
        if page.evaluate("""() => {
            const box = document.activeElement.getBoundingClientRect();
            return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
        }"""):
            return True
        page.wait_for_timeout(50)
    return False


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to a link or button and use it."""
    tab_to(page, selector)
    page.keyboard.press(key)


def follow(page: Page, selector: str, key: str = "Enter") -> None:
    """Use a link or button that leads to another page, and be there."""
    with page.expect_navigation():
        press(page, selector, key)


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def pick_radio(page: Page, group: str, value: str) -> None:
    """Tab enters a group of radio buttons once; inside, the arrow keys choose."""
    tab_to(page, group)
    for _ in range(page.locator(group).count() + 1):
        if focused(page, f'[value="{value}"]'):
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow key reaches {value} in {group}")


def tick(page: Page, group: str, values: list[str]) -> None:
    """Tick exactly `values` among the checkboxes of a group, in the order in which they stand on the page."""
    shown = page.locator(group).evaluate_all("boxes => boxes.map(box => box.value)")
    for value in shown:
        box = f'{group}[value="{value}"]'
        if page.locator(box).is_checked() != (value in values):
            tab_to(page, box)
            page.keyboard.press("Space")


def pick_option(page: Page, selector: str, value: str) -> None:
    """Choose in a drop-down list with the arrow keys."""
    tab_to(page, selector)
    page.keyboard.press("Home")
    for _ in range(page.locator(f"{selector} option").count()):
        if page.locator(selector).input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow key reaches {value} in {selector}")
