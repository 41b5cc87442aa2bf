"""Settings that are unsafe, or cannot work, are refused at start in words that say what to do."""

import pytest

from supportapp.core.errors import SettingsRefused
from supportapp.core.settings import Settings

GOOD = {
    "ROWAN_ENV": "production",
    "ROWAN_SECRET_KEY": "kS9-2bq7Zr1_uWc5XtLh8mYvN4dGfJ6a",
    "ROWAN_BASE_URL": "https://support.example.org",
}


@pytest.fixture
def refused(monkeypatch, tmp_path):
    """What the settings say when they are refused."""
    monkeypatch.chdir(tmp_path)  # away from anybody's .env

    def read(**environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SettingsRefused) as wrong:
            Settings.from_env()
        return str(wrong.value)

    return read


def test_a_server_starts_with_no_settings_at_all(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env()
    assert settings.address == "http://127.0.0.1:8000"
    assert not settings.is_https
    assert settings.database.startswith("sqlite:///")


def test_good_production_settings_are_taken(monkeypatch):
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    settings = Settings.from_env()
    assert settings.is_https
    assert settings.hosts == ["support.example.org"], "this machine's own names are for development alone"


def test_production_wants_a_secret(refused):
    assert "ROWAN_SECRET_KEY" in refused(**{**GOOD, "ROWAN_SECRET_KEY": ""})


def test_production_refuses_a_short_secret(refused):
    assert "32 or more" in refused(**{**GOOD, "ROWAN_SECRET_KEY": "a" * 31})


@pytest.mark.parametrize("weak", ["change-me", "secret", "default", "example", "password", "Rowan"])
def test_production_refuses_a_secret_out_of_a_manual(refused, weak):
    assert "ROWAN_SECRET_KEY" in refused(**{**GOOD, "ROWAN_SECRET_KEY": weak + "x" * 40})


@pytest.mark.parametrize("address", ["", "http://support.example.org"])
def test_production_wants_tls(refused, address):
    assert "https://" in refused(**{**GOOD, "ROWAN_BASE_URL": address})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROWAN_PORT", "0"),
        ("ROWAN_PORT", "70000"),
        ("ROWAN_PORT", "web"),
        ("ROWAN_PROXY_HOPS", "-1"),
        ("ROWAN_ENV", "prod"),
    ],
)
def test_a_value_that_cannot_work_is_named(refused, name, value):
    assert refused(**{name: value}).startswith(f"{name}: ")


def test_a_refusal_is_one_line_and_holds_no_secret(refused):
    words = refused(**{**GOOD, "ROWAN_SECRET_KEY": "hunter2hunter2", "ROWAN_PORT": "0"})
    assert "\n" not in words
    assert "hunter2" not in words


def test_the_secret_is_not_shown_when_settings_are_printed():
    assert "kS9" not in repr(Settings(secret_key=GOOD["ROWAN_SECRET_KEY"]))
