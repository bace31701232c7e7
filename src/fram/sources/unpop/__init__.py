"""World Population Prospects of the United Nations: how countries age."""
