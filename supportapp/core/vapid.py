"""The key pair by which push services know this server (RFC 8292); the private half never leaves the folder."""

import base64

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from supportapp.core.keys import keep
from supportapp.core.settings import Settings


def private_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """The P-256 private key in the data folder, made there if absent."""
    fresh = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    kept = keep(settings.data / "vapid.pem", fresh.decode())
    key = serialization.load_pem_private_key(kept.encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def public_key(settings: Settings) -> str:
    """The public half, as browsers want it: the uncompressed point in unpadded base64url."""
    point = private_key(settings).public_key()
    raw = point.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
