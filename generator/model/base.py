"""What every record of the model shares: frozen, closed, keyed in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticUndefined

from generator.model.glossary import GLOSSARY


class Record(BaseModel):
    """A mapping of content. Unknown keys are faults; values never change after decoding."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Unstated(Enum):
    """未载明: the source does not say. Shown as such, never invented."""

    UNSTATED = "未载明"

    def __str__(self) -> str:
        return self.value


UNSTATED = Unstated.UNSTATED


class ChineseEnum(StrEnum):
    """A closed set of words; the value is the Chinese word that authors write."""


def key(
    name: str,
    *,
    default: Any = PydanticUndefined,
    factory: Any = None,
    examples: Sequence[Any] = (),
    note: str = "",
) -> Any:
    """Declare a field by its Chinese key.

    The description comes from the glossary; `note` adds what is particular to this place.
    A field without `default` or `factory` is required.
    """
    description = GLOSSARY[name].description + note
    extra: dict[str, Any] = {"examples": list(examples)} if examples else {}
    if factory is not None:
        return Field(alias=name, title=name, description=description, default_factory=factory, **extra)
    return Field(default, alias=name, title=name, description=description, **extra)
