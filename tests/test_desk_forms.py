import re

import pytest
from django.contrib.auth.models import Permission, User

from desk.kinds import KINDS
from desk.models import Change

pytestmark = pytest.mark.django_db


def person(name, *perms):
    u = User.objects.create_user(name, password="x" * 14)
    u.user_permissions.set(Permission.objects.filter(codename__in=perms, content_type__app_label="desk"))
    return u


def fields(html):
    from html.parser import HTMLParser

    data = {}

    class P(HTMLParser):
        ta = None
        sel = None

        def handle_starttag(s, t, a):
            a = dict(a)
            if t == "input" and a.get("name"):
                if a.get("type") == "checkbox":
                    if "checked" in a:
                        data.setdefault(a["name"], []).append(a.get("value", "on"))
                elif a.get("type") != "submit":
                    data.setdefault(a["name"], []).append(a.get("value", ""))
            if t == "textarea":
                s.ta = a["name"]
                data[s.ta] = [""]
            if t == "select":
                s.sel = a["name"]
                data[s.sel] = [""]
            if t == "option" and s.sel and "selected" in a:
                data[s.sel] = [a["value"]]

        def handle_endtag(s, t):
            if t == "textarea":
                s.ta = None
            if t == "select":
                s.sel = None

        def handle_data(s, d):
            if s.ta:
                data[s.ta][0] += d

    i = html.index('<form class="desk')
    P().feed(html[i : html.index("</form>", i)])
    return data


@pytest.mark.parametrize("name", list(KINDS))
def test_every_kind_round_trips(name, client):
    kind = KINDS[name]
    client.force_login(person("e", "edit"))
    one = kind.records.published().first()
    r = client.get(f"/en/desk/{name}/{one.uid}/")
    assert r.status_code == 200
    from documents.shapes import to_dict

    before = to_dict(kind.shape, kind.record(one.uid))
    data = fields(r.content.decode())
    data["do"] = "save"
    r = client.post(f"/en/desk/{name}/{one.uid}/", data)
    assert r.status_code == 302, re.findall(r'role="alert".*?</div>', r.content.decode(), re.S)
    change = Change.objects.get()
    assert change.data == before
    r = client.get(r.url)
    assert not r.context["form"].faults, r.context["form"].faults
    r = client.get(f"/en/desk/{name}/{one.uid}/preview/")
    assert r.status_code == 200 and not (r.context or {}).get("problems"), r.context["problems"]
    print(name, len(r.content))
