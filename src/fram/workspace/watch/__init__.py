"""What changes around a product in the months to come, by day, with what is not law apart from what is."""

from fram.workspace.watch.found import Watch, watch
from fram.workspace.watch.html import watch_html, write_watch
from fram.workspace.watch.text import watch_json, watch_text

__all__ = ["Watch", "watch", "watch_html", "watch_json", "watch_text", "write_watch"]
