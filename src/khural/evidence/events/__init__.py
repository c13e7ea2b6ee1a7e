"""Files of events as their producers publish them, brought to one neutral form and counted."""
