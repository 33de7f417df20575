from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_languages_of_texts"), ("documents", "0009_search_entries")]

    operations = [migrations.DeleteModel("SearchEntry")]
