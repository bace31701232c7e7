"""In which order to launch: markets, modes and quarters that cash and people can carry."""
