"""A drawn chain as an answer: a document of its own, which may bring its own styles and nothing else."""

from fastapi import Response

#: Pages allow no style inside; a picture opened on its own needs it, and gets nothing besides.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def drawn(picture: str) -> Response:
    """Answer with an SVG."""
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
    return Response(picture, media_type="image/svg+xml", headers=headers)
