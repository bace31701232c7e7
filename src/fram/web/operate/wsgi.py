"""The door the server knocks on when `fram serve` runs it: it closes when `fram serve` is gone."""

from __future__ import annotations

from fram.web.operate.parent import end_with_parent
from fram.web.site.wsgi import application as application

end_with_parent()
