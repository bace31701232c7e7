"""An invented universe, to try the desk with."""
