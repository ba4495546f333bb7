"""The picture of a chain, generated from its programme and never drawn; with a dossier, its current stages are lit."""

from domain.picture.as_mermaid import mermaid
from domain.picture.as_svg import svg

__all__ = ["mermaid", "svg"]
