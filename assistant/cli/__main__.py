"""``python -m assistant.cli``: the same as ``policy-assistant``."""

from assistant.cli.main import main

if __name__ == "__main__":
    main()
