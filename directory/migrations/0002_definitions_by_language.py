"""Definitions of terms in several languages: the one text so far becomes the English one."""

from django.db import migrations, models

from documents.fields import validate_texts_by_language

TERMS = ("Function", "Indicator", "InstitutionalModel")


def to_texts(apps, schema_editor):
    for name in TERMS:
        for term in apps.get_model("directory", name).objects.using(schema_editor.connection.alias):
            term.definitions = {"en": term.definition}
            term.save(update_fields=["definitions"])


def to_english(apps, schema_editor):
    for name in TERMS:
        for term in apps.get_model("directory", name).objects.using(schema_editor.connection.alias):
            term.definition = term.definitions.get("en", "")
            term.save(update_fields=["definition"])


def definitions():
    return models.JSONField(
        default=dict, validators=[validate_texts_by_language], verbose_name="definitions by language"
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        *(migrations.AddField(term, "definitions", definitions()) for term in TERMS),
        # A column that comes back on the way back needs a value for the rows that are there.
        *(migrations.AlterField(term, "definition", models.TextField(default="")) for term in TERMS),
        migrations.RunPython(to_texts, to_english),
        *(migrations.RemoveField(term, "definition") for term in TERMS),
    ]
