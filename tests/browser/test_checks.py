"""The checks see what they are there for: each is shown a page with its fault."""

from __future__ import annotations

import pytest

from tests.browser.checks import DISTINCT, OF_COLOURS, axe, axe_script, cut, dark, large_text, sideways, spaced_text
from tests.browser.keyboard import keyboard

pytestmark = pytest.mark.browser
SKIP = '<a href="#main">Skip to content</a>'


@pytest.fixture
def shown(watch, site):
    """Show a body of HTML in a page without the portal's content policy and style."""

    def show(body: str):
        watch.page.goto("about:blank")
        watch.page.set_content(f'<!doctype html><html lang="en"><title>A page</title><body>{body}</body></html>')
        return watch.page

    return show


@pytest.mark.parametrize(
    ("check", "body", "words"),
    [
        (sideways, '<p style="width:2000px">wide</p>', "2008 px wide"),
        (large_text, '<p style="width:50rem">wide when doubled</p>', "px wide in"),
        (
            large_text,
            '<main><p style="width:1ch;word-break:break-all">no follow-up</p></main>',
            "squeezed",
        ),
        (cut, '<p style="width:2em;overflow:hidden;white-space:nowrap">too long for it</p>', "cut: <p"),
        (spaced_text, '<p style="height:1.2em;line-height:1.1;overflow:hidden">one line</p>', "cut: <p"),
        (keyboard, '<a href="/">first</a>', "not the link to the content"),
        (keyboard, f'{SKIP}<style>:focus{{outline:0}}</style><a href="/">plain</a>', "shows no focus"),
        (keyboard, f'{SKIP}<a href="/" style="position:fixed;top:-99px">away</a>', "outside the window"),
        (
            keyboard,
            f'{SKIP}<a href="/">under</a><div style="position:fixed;inset:0">over</div>',
            "has focus under <div",
        ),
        (keyboard, f'{SKIP}<a href="/">one</a><a href="/" tabindex="1">two</a>', "Tab leads to stop 3"),
        (keyboard, f'{SKIP}<input onkeydown="event.preventDefault()">', "after the last stop Tab leads to <input>"),
    ],
)
def test_a_check_finds_its_fault(shown, check, body, words):
    assert words in " ".join(check(shown(body)))


def test_axe_finds_pale_text(shown):
    page = shown('<p style="color:#ccc">pale</p>')
    page.evaluate(axe_script())
    assert "color-contrast" in axe(page, OF_COLOURS)[0]


def test_text_that_is_pale_in_the_dark_alone_is_found_among_much_that_is_alike(shown):
    style = "<style>@media(prefers-color-scheme:dark){body{background:#000;color:#fff}.pale{color:#333}}</style>"
    page = shown(
        f'{style}<p>light</p>{"<p><b>light</b> and <i>so on</i></p>" * 40}<ul><li class="pale">pale</ul><p>light</p>'
    )
    page.evaluate(axe_script())
    assert axe(page, OF_COLOURS) == []
    (words,) = dark(page)
    assert words.startswith("color-contrast")
    assert "#333333" in words
    assert page.evaluate(f"{DISTINCT}.length") == 6  # it is light now: <li> is as <i>


def test_a_window_hears_errors_and_other_hosts(watch, site, shown):
    watch.heard.clear()
    shown('<img src="http://elsewhere.example/x.png" alt=""><script>undefined_name()</script>').wait_for_timeout(200)
    assert {"console", "hosts"} == {finding.check for finding in watch.heard}
    assert watch.open(f"{site}/en/about/") == []
