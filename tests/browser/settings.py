"""Settings of the desk that the browser looks at: those of the suite, and a second step is demanded."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

LOCAL = False
WHITENOISE_USE_FINDERS = True
LOCALE_PATHS = [Path(os.environ["MESSAGES"])]  # compiled for the run
