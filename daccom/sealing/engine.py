"""Seals a PDF (PAdES): whoever has the file can see that it is ours and that no byte changed since.

Production names its key and certificate in SEAL_KEY and SEAL_CERTIFICATE. Elsewhere the demonstration makes
its own pair below VAR_DIR the first time it seals.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

FIELD = "Seal"
NAME = "DacCom PBC demonstration seal"
VALID_FOR = dt.timedelta(days=3650)
KEY_BITS = 3072
PAGE_WITH_LINKS = 1
"""The contents page: its tab order is set already, which PDF/UA asks of a page with a form field."""


def seal(pdf: bytes, *, reason: str) -> bytes:
    """The same document with our signature added, which permits no change after.

    Its tags, bookmarks and looks stay as they are. Raises ImproperlyConfigured without a key to seal with.
    """
    key, certificate = key_files()
    signer = signers.SimpleSigner.load(str(key), str(certificate))
    if signer is None:
        raise ImproperlyConfigured("SEAL_KEY and SEAL_CERTIFICATE are no key and certificate in PEM form.")
    about = PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    place = SigFieldSpec(
        FIELD,
        on_page=PAGE_WITH_LINKS,
        invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
        readable_field_name="Seal of this document",
    )
    sealed = PdfSigner(about, signer, new_field_spec=place).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)))
    whole: bytes = sealed.getvalue()
    return whole


def is_intact(pdf: bytes) -> bool:
    """Our seal is on the document, covers all of it, and no byte has changed."""
    _, certificate = key_files()
    trust = ValidationContext(trust_roots=[load_cert_from_pemder(str(certificate))], allow_fetching=False)
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return len(found) == 1 and validate_pdf_signature(found[0], trust).bottom_line
    except (PdfReadError, SignatureValidationError, SigningError, ValueError):
        return False


def key_files() -> tuple[Path, Path]:
    """The PEM files of key and certificate. Raises ImproperlyConfigured when production has none."""
    if settings.SEAL_KEY and settings.SEAL_CERTIFICATE:
        return Path(settings.SEAL_KEY), Path(settings.SEAL_CERTIFICATE)
    if settings.PRODUCTION:
        raise ImproperlyConfigured(
            "Set SEAL_KEY and SEAL_CERTIFICATE to the PEM files that seal signed plans."
        )
    folder = Path(settings.VAR_DIR) / "seal"
    if not folder.is_dir():
        _make_pair(folder)
    return folder / "key.pem", folder / "certificate.pem"


def _make_pair(folder: Path) -> None:
    """Write both files and bring the folder into place in one step; the first of two workers wins."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="seal-", dir=folder.parent))
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    for name, content in {
        "key.pem": key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain),
        "certificate.pem": _certificate(key).public_bytes(pem),
    }.items():
        file = making / name
        file.touch(mode=0o600)
        file.write_bytes(content)
    try:
        making.rename(folder)
    except OSError:
        shutil.rmtree(making)


def _certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    """A certificate that the key signs for itself, good for signing documents and nothing else."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    use = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + VALID_FOR)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **use), critical=True)
        .sign(key, hashes.SHA256())
    )
