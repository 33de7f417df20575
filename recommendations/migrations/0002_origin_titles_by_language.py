"""Titles and short names of origins in several languages: the one text so far becomes the English one."""

from django.db import migrations, models

from documents.fields import validate_texts_by_language


def to_texts(apps, schema_editor):
    for origin in apps.get_model("recommendations", "Origin").objects.using(schema_editor.connection.alias):
        origin.titles, origin.short_names = {"en": origin.title}, {"en": origin.short_name}
        origin.save(update_fields=["titles", "short_names"])


def to_english(apps, schema_editor):
    for origin in apps.get_model("recommendations", "Origin").objects.using(schema_editor.connection.alias):
        origin.title, origin.short_name = origin.titles.get("en", ""), origin.short_names.get("en", "")
        origin.save(update_fields=["title", "short_name"])


def texts(label):
    return models.JSONField(default=dict, validators=[validate_texts_by_language], verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial")]

    operations = [
        migrations.AddField("Origin", "titles", texts("titles by language")),
        migrations.AddField("Origin", "short_names", texts("short names by language")),
        # A column that comes back on the way back needs a value for the rows that are there.
        migrations.AlterField("Origin", "title", models.CharField(max_length=200, default="")),
        migrations.AlterField("Origin", "short_name", models.CharField(max_length=60, default="")),
        migrations.RunPython(to_texts, to_english),
        migrations.RemoveField("Origin", "title"),
        migrations.RemoveField("Origin", "short_name"),
    ]
