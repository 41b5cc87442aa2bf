"""Keys are made once, kept where only the server reads, and agreed on by servers that start at one moment."""

import stat
import subprocess
import sys
import time

import pytest

from supportapp.core import vapid
from supportapp.core.errors import SettingsRefused
from supportapp.core.keys import keep, secret_key
from supportapp.core.settings import Settings

START = """
import secrets, sys, time
from pathlib import Path
from supportapp.core.keys import keep
time.sleep(max(0, float(sys.argv[2]) - time.time()))
print(keep(Path(sys.argv[1]) / "secret.key", secrets.token_hex()))
"""


def test_a_key_outlives_a_restart(settings):
    assert secret_key(settings) == secret_key(settings)


def test_a_key_from_the_settings_is_used_and_not_written(settings):
    given = Settings(data=settings.data, secret_key="from the settings")
    assert secret_key(given) == "from the settings"
    assert not (settings.data / "secret.key").exists()


def test_only_the_server_may_read_its_keys(settings):
    secret_key(settings)
    vapid.private_key(settings)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in settings.data.iterdir()]
    assert modes == [0o600, 0o600]


def test_servers_that_start_at_one_moment_agree_on_one_key(tmp_path):
    at = str(time.time() + 0.7)
    command = [sys.executable, "-c", START, str(tmp_path), at]
    servers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    said = {server.communicate()[0].strip() for server in servers}
    assert len(said) == 1, said
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"], "no draft is left lying about"


def test_a_folder_that_cannot_be_used_is_refused_in_words(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsRefused, match="ROWAN_DATA"):
        keep(tmp_path / "file" / "secret.key", "x")


def test_the_push_key_is_one_that_browsers_take(settings):
    point = vapid.public_key(settings)
    assert len(point) == 87, "65 bytes in base64url without padding"
    assert point == vapid.public_key(settings)
