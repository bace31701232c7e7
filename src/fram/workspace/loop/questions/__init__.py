"""What to find out next, from whom, and which answer would change the decision."""

from fram.workspace.loop.questions.outputs import ask_html, ask_json, ask_text, write_ask
from fram.workspace.loop.questions.told import ask_page
from fram.workspace.loop.questions.view import AskView, Sought, ask

__all__ = ["AskView", "Sought", "ask", "ask_html", "ask_json", "ask_page", "ask_text", "write_ask"]
