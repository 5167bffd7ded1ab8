import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Postings go into shelves of blocks; texts that were indexed before are indexed again."""

    dependencies = [
        ('sightings', '0002_sections_of_watched_texts'),
    ]

    operations = [
        migrations.DeleteModel(name='Posting'),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Shelf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.BigIntegerField()),
                ('posting_count', models.PositiveIntegerField()),
                ('firsts', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='WatchedStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='IndexedWords',
            fields=[
                ('indexed', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='sightings.indexedtext')),
                ('codes', models.BinaryField()),
            ],
        ),
        migrations.AlterField(
            model_name='indexedtext',
            name='method',
            field=models.PositiveSmallIntegerField(default=2),
        ),
    ]
