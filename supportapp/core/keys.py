"""Secrets that a server makes for itself on its first start, kept as files that only it can read."""

import os
import secrets
from pathlib import Path

from supportapp.core.errors import SettingsRefused
from supportapp.core.settings import Settings


def secret_key(settings: Settings) -> str:
    """The key that signs forms and links: from the settings, else from the data folder, made there if absent."""
    return settings.secret_key.get_secret_value() or keep(
        settings.data / "secret.key", secrets.token_urlsafe(48)
    )


def keep(path: Path, fresh: str) -> str:
    """The text in `path`; written from `fresh` first when there is no such file. Safe between processes.

    Raises SettingsRefused when the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _place(path, fresh)
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsRefused(
            f"The data folder {path.parent} cannot be used ({error.strerror}). "
            "Set ROWAN_DATA to a folder you can write to."
        ) from None


def _place(path: Path, fresh: str) -> None:
    # Written beside and linked into place: two servers starting at once agree on one key, and no half file is read.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(fresh)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
