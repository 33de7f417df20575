from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_texts_in_force")]

    operations = [
        migrations.AddField(
            "paragraphtext",
            "is_doubtful",
            models.BooleanField(
                default=False,
                help_text="Letters of this copy may be wrong, as in the text of a scan",
                verbose_name="doubtful",
            ),
        ),
    ]
