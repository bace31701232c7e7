"""Use cases, one module per pillar: the only floor where engines, knowledge and stores are wired together."""
