from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_steps'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='returned_revision',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
