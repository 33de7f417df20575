"""Invite a person from the command line: the first administrator of a server."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from nrem_portal.account.invitations import free_name, give_roles, invite
from nrem_portal.roles import ADMINISTRATOR, EDITOR, REVIEWER, set_up_roles


class Command(BaseCommand):
    help = "Invite a person, or invite them again: writes the letter, and prints the link that sets the password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="given and family name")
        parser.add_argument("--role", action="append", choices=[EDITOR, REVIEWER, ADMINISTRATOR], default=[])

    @transaction.atomic
    def handle(self, *args, email: str, name: str, role: list[str], **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        account = User.objects.filter(email__iexact=email).first() or self.made(email, name)
        if role:
            set_up_roles()
            give_roles(account=account, roles=Group.objects.filter(name__in=role))
        self.stdout.write(f"User name: {account.username}. The link works once, within seven days:")
        self.stdout.write(invite(account=account, now=timezone.now()))

    def made(self, email: str, name: str) -> User:
        first, _space, last = name.partition(" ")
        return User.objects.create_user(free_name(email), email, first_name=first, last_name=last)
