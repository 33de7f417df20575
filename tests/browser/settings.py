"""Settings of the desk that the browser looks at: the portal's own on loopback, where a second step is demanded."""

import os
from pathlib import Path

from nrem_portal.settings import *  # noqa: F403

LOCAL = False
LOCALE_PATHS = [Path(os.environ["MESSAGES"])]  # compiled for the run
