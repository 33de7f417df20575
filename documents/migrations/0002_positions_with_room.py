from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.AlterField("paragraph", "position", models.PositiveIntegerField()),
        migrations.AlterField("section", "position", models.PositiveIntegerField()),
    ]
