"""Notified bodies of the European Union: designation codes, a few bodies, and published waits."""
