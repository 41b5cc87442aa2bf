"""What a web server and the `flask` command load: the app, set up from the environment."""

import os
from importlib import import_module

from supportapp.app import create_app
from supportapp.core.settings import Settings

app = create_app(Settings.from_env())
if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
    # The commands bring Alembic, the queue and the demo world with them; a web server saves their memory.
    import_module("supportapp.cli").init_app(app)
