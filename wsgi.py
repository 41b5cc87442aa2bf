"""What a web server and the `flask` command load: the app, set up from the environment."""

from supportapp.app import create_app
from supportapp.core.settings import Settings

app = create_app(Settings.from_env())
