from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0006_returned_revision'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='step',
            name='desk_step_is_about_something',
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('record__isnull', False), ('message__isnull', False), models.Q(('title', ''), _negated=True), _connector='OR'), name='desk_step_is_about_something'),
        ),
    ]
