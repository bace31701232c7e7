"""The European Union: what holds for all its members and, through the EEA agreement, for more."""
