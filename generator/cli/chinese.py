"""Makes the command-line library speak Chinese, through the catalogue in `locale/`."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "messages"
LOCALES = Path(__file__).parent / "locale"


def install() -> None:
    """Bind the catalogue. The library asks the default gettext domain, and we are Chinese in every locale."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
