"""What staff typed into a form and have not sent: kept for its author, filled in when the page is opened again."""
