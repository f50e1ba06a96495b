"""What stops a document from being rendered."""

from __future__ import annotations


class RenderFault(Exception):  # noqa: N818 - a fault of content, like a finding
    """A document that cannot be rendered, for a reason that its author or the font profile can mend."""

    def __init__(self, message: str, characters: tuple[str, ...] = ()) -> None:
        """`message` is Chinese, for authors; `characters` are those that no font of the profile has."""
        super().__init__(message)
        self.message = message
        self.characters = characters
