"""Every setting, read from the environment once at start, checked, and frozen."""

from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from supportapp.core.errors import SettingsRefused

MIN_SECRET = 32
WEAK_SECRETS = ("change", "secret", "default", "example", "password", "rowan")


class Settings(BaseSettings):
    """What an operator may set; `docs/deploy.md` explains each. Names in the environment bear ROWAN_ in front."""

    model_config = SettingsConfigDict(env_prefix="ROWAN_", frozen=True, extra="ignore")

    data: Path = Path("instance")
    database_url: str = ""
    sqlite_synchronous: Literal["NORMAL", "FULL"] = "NORMAL"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    base_url: str = ""
    env: Literal["development", "production"] = "development"
    secret_key: SecretStr = SecretStr("")
    vapid_subject: str = ""
    service_name: str = "Rowan"
    trusted_hosts: str = ""
    proxy_hops: int = Field(default=0, ge=0, le=5)
    queue_url: str = ""

    @property
    def is_production(self) -> bool:
        """Whether real people rely on this server."""
        return self.env == "production"

    @property
    def address(self) -> str:
        """The address people type, without a slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over TLS, so that cookies may be bound to it."""
        return urlsplit(self.address).scheme == "https"

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; a SQLite file in the data folder unless one is set."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'rowan.db'}"

    @property
    def hosts(self) -> list[str]:
        """The host names that requests may ask for."""
        named = [name.strip() for name in self.trusted_hosts.split(",") if name.strip()]
        own = urlsplit(self.address).hostname or "localhost"
        local = [] if self.is_production else ["localhost", "127.0.0.1"]
        return [*dict.fromkeys([own, *named, *local])]

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.is_production:
            secret = self.secret_key.get_secret_value()
            if len(secret) < MIN_SECRET or any(weak in secret.lower() for weak in WEAK_SECRETS):
                raise ValueError(
                    f"ROWAN_SECRET_KEY needs {MIN_SECRET} or more random characters in production"
                )
            if not self.is_https:
                raise ValueError("ROWAN_BASE_URL has to begin with https:// in production")
        return self

    @classmethod
    def from_env(cls) -> Self:
        """Read the environment, and in development the file `.env` as well.

        Raises SettingsRefused with one line for each setting that cannot work.
        """
        try:
            settings = cls()
            return settings if settings.is_production else cls(_env_file=".env")  # type: ignore[call-arg]
        except ValidationError as wrong:
            raise SettingsRefused("; ".join(_in_words(error) for error in wrong.errors())) from None


def _in_words(error: object) -> str:
    assert isinstance(error, dict)
    name = "".join(f"ROWAN_{part}: ".upper() for part in error["loc"])
    return name + str(error["msg"]).removeprefix("Value error, ")
