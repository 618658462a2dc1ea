"""`python -m desktop` is the command line."""

import sys

from desktop.commands.run import main

sys.exit(main())
