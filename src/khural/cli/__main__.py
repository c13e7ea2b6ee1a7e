"""`python -m khural.cli`."""

from khural.cli import main

main()
