"""Work in processes beside this one, where a command has more to do than one processor does in time."""
