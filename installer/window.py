"""Where the built window program starts."""

import sys

from desktop.main import main

sys.exit(main())
