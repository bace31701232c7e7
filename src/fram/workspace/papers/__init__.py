"""Papers: everything a reader is shown about a plan, rendered from one ``PlanRecord``."""
