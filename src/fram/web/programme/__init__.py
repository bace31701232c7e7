"""Who helps whom with what: support states, tasks, threads, hand-over and the service clock."""
