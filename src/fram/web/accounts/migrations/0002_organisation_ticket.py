from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_accounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='ticket',
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
    ]
