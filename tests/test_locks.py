"""Commands that write run one at a time."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from nrem_portal.locks import one_at_a_time

ARGUMENTS = {"import_document": ["report.txt", "--key", "lisdoon"], "make_load": ["--remove"]}


@pytest.mark.parametrize(
    "command",
    ["import_document", "load_record", "make_load", "reindex", "send_alerts", "send_letters", "set_up", "tidy"],
)
def test_a_second_run_says_in_one_line_that_one_is_under_way(command):
    out = io.StringIO()
    with one_at_a_time(command), pytest.raises(CommandError) as raised:
        call_command(command, *ARGUMENTS.get(command, []), stdout=out)
    assert str(raised.value) == f"Another run of {command} is under way. Nothing was done; wait until it ends."
    assert out.getvalue() == ""


def test_a_lock_is_free_again_however_the_run_ended():
    with pytest.raises(ZeroDivisionError), one_at_a_time("a-test"):
        raise ZeroDivisionError
    with one_at_a_time("a-test"):
        pass


def test_a_command_may_call_another():
    out = io.StringIO()
    with one_at_a_time("set_up"):
        call_command("load_record", stdout=out)
        call_command("reindex", stdout=out)
    assert out.getvalue().startswith("The record is loaded already.\n")
    assert " things can be found." in out.getvalue()
