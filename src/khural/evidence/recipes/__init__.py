"""How each table of the pack and of a lake is made from what its producer publishes."""
