from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_names_in_texts")]

    operations = [
        migrations.AddField("section", "page", models.SlugField(blank=True, editable=False, max_length=60)),
    ]
