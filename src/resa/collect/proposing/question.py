"""What has to be answered before a source can be read; the words are those of the model."""

from resa.model.intake import OpenQuestion, OpenQuestions

__all__ = ["OpenQuestion", "OpenQuestions"]
