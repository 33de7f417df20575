"""What readers come to do with recommendations, in Chromium without scripts."""

from __future__ import annotations

import pytest

from tests.browser import chromium

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, site):
    context = browser.new_context(**{**chromium.WINDOW, "java_script_enabled": False, "base_url": site})
    yield context.new_page()
    context.close()


def test_recommendations_on_data_with_their_status_and_one_to_cite(page):
    page.goto("/en/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Recommendations").click()
    page.get_by_label("Data and research").check()
    page.get_by_role("button", name="Apply filters").click()
    assert "theme=data-research" in page.url
    assert page.locator("main .rows .st").count() == page.locator("main .rows > li").count() > 0
    page.get_by_role("link", name="Commission a global baseline study of mechanisms").click()
    assert page.locator(".para.on").is_visible()
    page.locator("a[rel=bookmark]").click()
    assert page.url.endswith("/en/recommendations/bangkok-2014/45-c/")


def test_one_theme_from_dakar_to_bangkok(page):
    page.goto("/en/")
    page.get_by_role("contentinfo").get_by_role("link", name="Themes").click()
    page.get_by_role("link", name="Networks and exchange of experience").click()
    tops = [page.locator(f"#{key}").bounding_box()["y"] for key in ("dakar-2010", "berlin-2013", "bangkok-2014")]
    assert tops == sorted(tops)


def test_numbers_lead_to_the_list_they_count(page):
    page.goto("/en/recommendations/numbers/")
    row = page.locator("#status-by-theme .plot a").first
    number = row.locator("b").inner_text()
    row.click()
    assert page.get_by_role("heading", name=f"{number} of ").is_visible()


def test_numbers_go_into_a_file(page):
    page.goto("/en/recommendations/numbers/?source=dakar-2010")
    with page.expect_download() as download:
        page.locator("#status-by-theme").get_by_role("link", name="Download this table").click()
    assert download.value.suggested_filename.endswith(".csv")
