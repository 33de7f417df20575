from django.db import migrations, models


def from_renditions(apps, schema_editor):
    """What was in force copy by copy is in force text by text."""
    texts = apps.get_model("documents", "ParagraphText").objects
    texts.filter(rendition__current=False).update(current=False)


def to_renditions(apps, schema_editor):
    """The newest copy in each language is the one in force."""
    renditions = apps.get_model("documents", "Rendition").objects
    seen = set()
    for one in renditions.order_by("-imported_at", "-pk"):
        place = one.document_id, one.language
        renditions.filter(pk=one.pk).update(current=place not in seen)
        seen.add(place)


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_positions_with_room")]

    operations = [
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
        migrations.RemoveConstraint("rendition", "documents_rendition_one_current"),
        migrations.RemoveField("rendition", "current"),
    ]
