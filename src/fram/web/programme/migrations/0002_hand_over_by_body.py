"""Each body has its own open hand-over to another; what was shared for one's sake ends with it by itself."""

from django.db import migrations, models
from django.db.models import Q


def let_end(apps, schema_editor):
    """Give what was shared for the sake of hand-overs that wait for an answer the end of these."""
    consents = apps.get_model("accounts", "Consent").objects.filter(withdrawn_at=None)
    for one in apps.get_model("programme", "HandOver").objects.filter(state="agreed"):
        given = consents.filter(company=one.company_id, body=one.to_body_id, section__in=one.given)
        given.filter(given_at__lt=one.expires_at).update(withdrawn_at=one.expires_at)


class Migration(migrations.Migration):
    """Narrow the constraint to the body that hands over."""

    dependencies = [("programme", "0001_support"), ("accounts", "0001_accounts")]

    operations = [
        migrations.RunPython(let_end, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="handover", name="hand_over_open_once"),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                fields=["company", "from_body", "to_body"],
                condition=Q(state__in=("proposed", "agreed")),
                name="hand_over_open_once",
            ),
        ),
    ]
