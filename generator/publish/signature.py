"""The signature of a manifest, made and checked by `ssh-keygen -Y`, which comes with OpenSSH and git.

A public file `allowed_signers` (see ssh-keygen(1)) says whose keys count: `发布@example.gov.cn ssh-ed25519 AAAA…`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.publish.manifest import MANIFEST, SIGNATURE

NAMESPACE = "jixiao-manifest"
"""What the signature is for: one made for anything else is not accepted."""


class SignatureFault(Exception):  # noqa: N818 - told in one sentence
    """Why a manifest cannot be signed, or its signature does not hold."""


def sign(folder: Path, key: Path) -> None:
    """Sign the manifest of a folder with a private key. Raises `SignatureFault`."""
    (folder / SIGNATURE).unlink(missing_ok=True)
    _run(["-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, str(folder / MANIFEST)], b"", "不能签名")


def check_signature(folder: Path, signers: Path) -> str:
    """Who of the allowed signers signed the manifest. Raises `SignatureFault` where none did."""
    signature = folder / SIGNATURE
    if not signature.is_file():
        raise SignatureFault(f"没有签名文件 {SIGNATURE}。")
    found = _run(["-Y", "find-principals", "-s", str(signature), "-f", str(signers)], b"", "签名人不在名单中")
    who = found.decode("utf-8", "replace").strip().splitlines()[0]
    manifest = (folder / MANIFEST).read_bytes()
    checked = ["-Y", "verify", "-f", str(signers), "-I", who, "-n", NAMESPACE, "-s", str(signature)]
    _run(checked, manifest, "签名与清单不符")
    return who


def broken_signature(folder: Path) -> bool:
    """Whether there is a signature that fits no manifest like this, whoever made it. Needs no list of signers."""
    signature = folder / SIGNATURE
    if not signature.is_file():
        return False
    checked = ["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(signature)]
    try:
        _run(checked, (folder / MANIFEST).read_bytes(), "签名与清单不符")
    except SignatureFault:
        return True
    return False


def _run(arguments: list[str], given: bytes, fault: str) -> bytes:
    try:
        done = subprocess.run(["ssh-keygen", *arguments], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise SignatureFault("没有找到 ssh-keygen 命令，请安装 OpenSSH。") from None
    if done.returncode:
        raise SignatureFault(f"{fault}。")
    return done.stdout
