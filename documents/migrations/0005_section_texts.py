import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_doubtful_texts")]

    operations = [
        migrations.AlterField(
            "section", "heading", models.CharField(blank=True, max_length=500, verbose_name="heading")
        ),
        migrations.CreateModel(
            name="SectionText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("heading", models.CharField(max_length=500, verbose_name="heading as printed")),
                (
                    "current",
                    models.BooleanField(
                        default=True, help_text="A better copy replaces a worse one", verbose_name="current"
                    ),
                ),
                (
                    "rendition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headings",
                        to="documents.rendition",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="documents.section"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("section", "rendition"), name="documents_sectiontext_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("section", "language"),
                        name="documents_sectiontext_one_current",
                    ),
                ],
            },
        ),
    ]
