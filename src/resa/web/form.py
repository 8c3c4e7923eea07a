"""What a request's body must look like: named fields, and no others."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Form(BaseModel):
    """The fields of one request; a field that nobody reads is a fault, not a shrug."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Line = Annotated[str, Field(max_length=400)]
"""A short text: a name, an address, a label."""

Secret = Annotated[str, Field(max_length=1024)]
"""A password or token as typed."""
