"""`python -m smbsocial` does what the command `smbsocial` does."""

import sys

from smbsocial.app.main import main

sys.exit(main())
