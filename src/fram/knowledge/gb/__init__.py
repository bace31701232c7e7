"""Great Britain: its own device law since it left the European Union, on the older directives."""
