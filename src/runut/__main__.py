"""``python -m runut``: the command line where the ``runut`` script is not on the path."""

from runut.cli import main

if __name__ == "__main__":
    main()
