"""Fills in boxes the way people do: by the words that stand beside them."""

from playwright.sync_api import Page


def fill_date(page: Page, question: str, day: str, month: str, year: str) -> None:
    """Type a date into the three boxes under a question."""
    boxes = page.get_by_role("group", name=question)
    for label, typed in (("Day", day), ("Month", month), ("Year", year)):
        boxes.get_by_label(label).fill(typed)


def fill_account(page: Page, name: str, nickname: str, passphrase: str) -> None:
    """Choose a name, a nickname and a passphrase, on a phone that is one's own."""
    page.get_by_label("What should we call you?").fill(name)
    page.get_by_label("Choose a nickname").fill(nickname)
    page.get_by_label("Choose a passphrase").fill(passphrase)
    page.get_by_label("Yes, only I use it").check()


def press(page: Page, name: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
