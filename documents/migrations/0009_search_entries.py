import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_pages_of_long_documents")]

    operations = [
        migrations.CreateModel(
            "SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("theme", models.TextField(blank=True)),
                ("country", models.TextField(blank=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("address", models.CharField(max_length=300)),
                ("words", models.TextField()),
                ("stems", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="documents_searchentry_once")],
            },
        ),
        migrations.CreateModel(
            "SearchText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("title", models.TextField(blank=True)),
                ("beside", models.TextField(blank=True)),
                ("tags", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="documents.searchentry",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "language"), name="documents_searchtext_once")]
            },
        ),
    ]
