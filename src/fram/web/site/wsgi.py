"""The door the server knocks on. The worker that computes plans lives in the same process."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fram.web.site.settings")
application = get_wsgi_application()

from fram.web.decide import worker  # noqa: E402  the apps must be loaded first

worker.start()
