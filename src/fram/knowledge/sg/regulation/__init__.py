"""Singapore: the law on medical devices as rules."""
