"""Where the built command line starts."""

import sys

from desktop.commands.run import main

sys.exit(main())
