"""What a side track hands to a table, and what the table answers."""
