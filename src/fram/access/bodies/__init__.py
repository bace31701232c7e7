"""Notified bodies: the designation codes a product needs, which bodies cover them, and the wait for one."""
