from django.db import migrations

OPEN = ('draft', 'in-review', 'changes-requested')


def tell(apps, schema_editor):
    """Write as steps what changes, versions and messages still tell of what was done before there were steps."""
    Step = apps.get_model('desk', 'Step')
    if Step.objects.exists():  # gone back and forth: they were written already
        return
    told = [*of_changes(apps), *of_versions(apps), *of_messages(apps), *of_persons(apps)]
    steps = [Step(**one) for one in sorted(told, key=lambda one: one['at'])]
    Step.objects.bulk_create(steps, batch_size=500)


def of_changes(apps):
    for change in apps.get_model('desk', 'Change').objects.defer('data', 'addresses').order_by('pk').iterator(500):
        about = {'kind': change.kind, 'record': change.record, 'before': change.base, 'message': change.message_id}
        may_repeat = change.message_id and change.state != 'accepted'  # what a sender wrote, which goes on its day
        about['title'] = '' if may_repeat else change.title
        yield about | {'did': 'begun', 'at': change.started_at, 'by_id': change.started_by_id}
        if change.message_id:
            of_message = {'did': 'taken-in', 'at': change.started_at, 'by_id': change.started_by_id}
            yield of_message | {'message': change.message_id}
        if change.saved_at != change.started_at:
            yield about | {'did': 'saved', 'at': change.saved_at, 'by_id': change.saved_by_id}
        if change.sent_at:
            note = '' if may_repeat else change.note
            yield about | {'did': 'sent', 'at': change.sent_at, 'by_id': change.saved_by_id, 'why': note}
        decided = {'at': change.decided_at, 'by_id': change.reviewer_id}
        if change.reason and change.state in OPEN and change.decided_at and change.reviewer_id:
            yield about | decided | {'did': 'returned', 'why': change.reason}
        if change.state == 'dropped' and change.decided_at and change.reviewer_id:
            yield about | decided | {'did': 'discarded'}


def of_versions(apps):
    versions = apps.get_model('desk', 'Version').objects.defer('data').exclude(deed='loaded')
    for version in versions.order_by('pk').iterator(500):
        about = {'kind': version.kind, 'record': version.record, 'title': version.title, 'why': version.why}
        numbers = {'before': version.number - 1, 'after': version.number}
        who = version.reviewer_id or version.by_id
        if who:
            yield about | numbers | {'did': version.deed, 'at': version.at, 'by_id': who}


def of_messages(apps):
    for one in apps.get_model('desk', 'Message').objects.filter(handled_at__isnull=False).order_by('pk').iterator(500):
        did = {'did': 'dismissed', 'why': one.reason} if one.state == 'dismissed' else {'did': 'answered'}
        yield did | {'message': one.pk, 'at': one.handled_at, 'by_id': one.handled_by_id}


def of_persons(apps):
    logged = apps.get_model('admin', 'LogEntry').objects.filter(change_message='desk', content_type__model='person')
    for one in logged.order_by('pk').iterator(500):
        title = one.object_repr or one.object_id
        yield {'did': 'person', 'kind': 'person', 'title': title, 'at': one.action_time, 'by_id': one.user_id}


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0007_steps_of_persons'),
        ('admin', '0003_logentry_add_action_flag_choices'),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
