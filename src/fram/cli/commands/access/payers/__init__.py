"""``fram access``: who pays, how they buy, what changes."""
