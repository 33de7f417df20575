"""What editors and reviewers come to do, in Chromium with the keyboard alone and without scripts."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NO_SCRIPT
from tests.browser.hands import Hands

pytestmark = pytest.mark.browser
REPORT = "A/HRC/29/38/Add.2"
TITLE = "Third Consultative Meeting of National Rapporteurs on Trafficking in Persons"


@pytest.fixture(scope="module")
def reader(opened):
    return opened(**NO_SCRIPT).new_page()


def address_of(hands: Hands, kind: str, words: str) -> str:
    """Find a record by words of its title, open its form, and return the address of that."""
    hands.page.goto(f"/en/desk/{kind}/")
    hands.write("q", words)
    hands.press("Find")
    hands.to(hands.page.locator("main .rows a").first)
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")
    return hands.page.url


def cite(hands: Hands, field: str, place: str) -> None:
    """Write where a thing is written, as the field asks, to be looked up with the next button."""
    hands.write(f"{field}-new", f"{REPORT}, {place}")


def send(hands: Hands, note: str) -> None:
    """Say what changed and send it."""
    hands.write("what-changed", note)
    hands.press("Save and send to review")
    told = hands.page.locator("main").inner_text()
    assert "Sent to review." in told, told[:600]


def publish(hands: Hands, form: str) -> None:
    """Decide, as another person, that the public shall read what a form holds."""
    hands.page.goto(f"{form}review/")
    hands.press("Publish")
    told = hands.page.locator("main").inner_text()
    assert "Published:" in told, told[:600]


def test_a_consultation_from_nothing_to_its_readers(hands, reader):
    editor = hands("editor")
    editor.page.goto("/en/desk/")
    editor.follow("New consultation")
    editor.write("title", TITLE)
    editor.write("short_names_en", "Third NREM consultation, Lima")
    editor.choose("kind", "Consultative meeting of NREMs")
    editor.write("summary", "Mechanisms met in Lima and agreed to meet each year.")
    editor.write("references-new", f"{REPORT}, 45 (c)")
    editor.press("Look up Sources")
    assert editor.page.locator(".place .ref").first.inner_text() == f"{REPORT} ¶ 45 (c)"
    editor.write("starts", "2016-05-24")
    editor.write("ends", "2016-05-25")
    editor.write("cities_en", "Lima")
    editor.write("country", "Peru")
    for place, title in enumerate(("Data that can be compared", "Work with the regions")):
        editor.press("Add a session")
        editor.write(f"sessions-{place}-number", str(place + 1))
        editor.write(f"sessions-{place}-title", title)
        cite(editor, f"sessions-{place}-references", "45")
    for place, (role, country) in enumerate((("Attended", "Peru"), ("Spoke", "Kenya"), ("Chaired", "Nepal"))):
        editor.press("Add a participation")
        editor.choose(f"participations-{place}-role", role)
        editor.write(f"participations-{place}-country", country)
        cite(editor, f"participations-{place}-references", "46")
    send(editor, "A meeting of which the report tells")

    reviewer = hands("reviewer")
    reviewer.page.goto("/en/desk/")
    reviewer.follow(TITLE)
    assert "Third NREM consultation, Lima" in reviewer.page.locator(".look").inner_text()
    assert reader.goto("/en/consultations/third-nrem-consultation-lima/").status == 404
    reviewer.press("Publish")
    assert "Published:" in reviewer.page.locator("main").inner_text()

    reader.goto("/en/consultations/")
    reader.get_by_role("link", name="Third NREM consultation, Lima").first.click()
    shown = reader.locator("main").inner_text()
    for words in (TITLE, "24–25 May 2016", "Data that can be compared", "Work with the regions", "Kenya", "Nepal"):
        assert words in shown
    assert "Third NREM consultation, Lima" in reader.request.get("/en/latest.atom").text()
    reader.goto("/en/search/?q=Lima")
    assert reader.locator("main").get_by_role("link", name="Third NREM consultation, Lima").count()


def test_readers_read_the_old_text_until_a_change_is_accepted(hands, reader):
    editor = hands("editor")
    form = address_of(editor, "consultation", "Dakar")
    public = editor.page.get_by_role("link", name="Public page").get_attribute("href")
    editor.write("venue", "A hall by the sea")
    send(editor, "The hall, as the invitation has it")
    for page in (public, f"{public}?x"):
        reader.goto(page)
        assert "A hall by the sea" not in reader.locator("main").inner_text()
    publish(hands("reviewer"), form)
    reader.goto(public)
    assert "A hall by the sea" in reader.locator("main").inner_text()


def test_two_editors_collide_and_the_second_merges(hands):
    editor, colleague = hands("editor"), hands("colleague")
    form = address_of(editor, "agreement", "")
    colleague.page.goto(form)
    editor.write("status_note", "Signed-and-sealed")
    editor.press("Save draft")
    colleague.write("counterparts_note", "With three States more")
    colleague.press("Save draft")
    clash = colleague.page.get_by_role("alert").inner_text()
    assert "Amina Hassan saved this record on" in clash
    assert "Signed-and-sealed" in clash
    assert colleague.page.locator("[name=counterparts_note]").input_value() == "With three States more"
    colleague.write("status_note", "Signed-and-sealed")
    colleague.press("Save draft")
    assert "Saved as a draft" in colleague.page.locator("main").inner_text()
    editor.page.goto(form)
    for field, words in (("status_note", "Signed-and-sealed"), ("counterparts_note", "With three States")):
        assert editor.page.locator(f"[name={field}]").input_value().startswith(words)


def test_a_record_is_withdrawn_and_comes_back(hands, reader):
    editor, reviewer = hands("editor"), hands("reviewer")
    form = address_of(reviewer, "practice", "capacity")
    public = reviewer.page.get_by_role("link", name="Public page").get_attribute("href")
    reviewer.follow("Withdraw it")
    reviewer.write("reason", "Told twice in the record")
    reviewer.press("Withdraw")
    answer = reader.goto(public)
    assert answer.status == 410
    assert "Told twice in the record" in reader.locator("main").inner_text()

    editor.page.goto(f"{form}history/")
    editor.press("Restore 1")
    send(editor, "It was told once after all")
    publish(reviewer, form)
    assert reader.goto(public).status == 200


def test_enter_in_a_field_saves_and_does_nothing_else(hands):
    editor = hands("editor")
    editor.page.goto("/en/desk/tool/new/")
    editor.write("title", "A tool that is not finished")
    with editor.page.expect_navigation():
        editor.page.keyboard.press("Enter")
    assert "Saved as a draft" in editor.page.locator("main").inner_text()
    assert editor.page.locator("[name=title]").input_value() == "A tool that is not finished"


def test_a_fault_is_found_from_the_summary_even_in_a_folded_row(hands, at_desk):
    editor = hands("editor")
    editor.page.goto(f"/en{at_desk.at_work['faulty']}")
    editor.follow("Full title")
    editor.page.keyboard.press("Tab")
    assert editor.page.locator(":focus").get_attribute("id") in {"id_title", "id_short_names_en"}
