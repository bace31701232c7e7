"""Who may come in: people, organisations, consent, the policy table and the log."""
