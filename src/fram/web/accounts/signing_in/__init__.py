"""Signing in: how people come in, prove who they are, and get mail about it. allauth does the work."""
