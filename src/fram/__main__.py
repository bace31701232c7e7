"""``python -m fram`` is the same door as the ``fram`` command."""

from fram.cli import main

main()
