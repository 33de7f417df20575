from django.db import migrations, models


def rows(apps, schema_editor, name):
    return apps.get_model("documents", name).objects.using(schema_editor.connection.alias)


def from_renditions(apps, schema_editor):
    """What was in force copy by copy is in force text by text."""
    rows(apps, schema_editor, "ParagraphText").filter(rendition__current=False).update(current=False)


def to_renditions(apps, schema_editor):
    """The newest copy in each language of which readers see something is the one in force."""
    seen_by_readers = rows(apps, schema_editor, "ParagraphText").filter(current=True)
    renditions = rows(apps, schema_editor, "Rendition")
    renditions.update(current=False)
    done = set()
    for one in renditions.filter(pk__in=seen_by_readers.values("rendition")).order_by("-imported_at", "-pk"):
        if (one.document_id, one.language) not in done:
            renditions.filter(pk=one.pk).update(current=True)
            done.add((one.document_id, one.language))


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_positions_with_room")]

    operations = [
        migrations.RemoveConstraint("rendition", "documents_rendition_one_current"),  # on the way back the last to come
        migrations.AddField(
            "paragraphtext",
            "current",
            models.BooleanField(default=True, help_text="A better copy replaces a worse one", verbose_name="current"),
        ),
        migrations.RunPython(from_renditions, to_renditions),
        migrations.AddConstraint(
            "paragraphtext",
            models.UniqueConstraint(
                condition=models.Q(("current", True)),
                fields=("paragraph", "language"),
                name="documents_paragraphtext_one_current",
            ),
        ),
        migrations.RemoveField("rendition", "current"),
    ]
