"""Short names and cities of consultations in several languages: the one text so far becomes the English one."""

from django.db import migrations, models

from documents.fields import validate_texts_by_language


def to_texts(apps, schema_editor):
    for meeting in apps.get_model("consultations", "Consultation").objects.using(schema_editor.connection.alias):
        meeting.short_names, meeting.cities = {"en": meeting.short_name}, {"en": meeting.city}
        meeting.save(update_fields=["short_names", "cities"])


def to_english(apps, schema_editor):
    for meeting in apps.get_model("consultations", "Consultation").objects.using(schema_editor.connection.alias):
        meeting.short_name, meeting.city = meeting.short_names.get("en", ""), meeting.cities.get("en", "")
        meeting.save(update_fields=["short_name", "city"])


def texts(label):
    return models.JSONField(default=dict, validators=[validate_texts_by_language], verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial")]

    operations = [
        migrations.AddField("Consultation", "short_names", texts("short names by language")),
        migrations.AddField("Consultation", "cities", texts("city by language")),
        # A column that comes back on the way back needs a value for the rows that are there.
        migrations.AlterField("Consultation", "short_name", models.CharField(max_length=100, default="")),
        migrations.AlterField("Consultation", "city", models.CharField(max_length=100, default="")),
        migrations.RunPython(to_texts, to_english),
        migrations.RemoveField("Consultation", "short_name"),
        migrations.RemoveField("Consultation", "city"),
    ]
