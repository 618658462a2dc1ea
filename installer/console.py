"""Where the built command line starts."""

import sys

from desktop.cli import main

sys.exit(main())
