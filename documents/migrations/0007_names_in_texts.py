from django.db import migrations, models

import documents.fields


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_who_imported")]

    operations = [
        migrations.AddField(
            "document",
            "names",
            models.JSONField(
                blank=True,
                default=list,
                help_text="What texts call it besides its symbol, a resolution with its body",
                validators=[documents.fields.validate_texts],
                verbose_name="names in texts",
            ),
        ),
    ]
