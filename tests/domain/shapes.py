"""Programmes of the shapes a picture has to cope with."""

from domain.programme import Programme


def a_programme(**titles: str) -> Programme:
    """A chain with two columns of two and arrows over one and two columns: the shapes a picture has to cope with."""
    needs = {"a": [], "b": ["a"], "c": ["a"], "d": ["a", "b"], "e": ["b", "c", "a"], "f": ["d", "e", "a", "b"]}
    stages = [
        {
            "key": key,
            "kind": "submission",
            "role": "r",
            "needs": before,
            "title": {"de": titles.get(key, f"Stufe {key}")},
        }
        for key, before in needs.items()
    ]
    return Programme.model_validate(
        {
            "programme": "shapes",
            "title": {"de": titles.get("title", "Formen")},
            "roles": {"r": {"de": titles.get("role", "Amt")}},
            "administrators": ["r"],
            "withdrawn_by": ["r"],
            "proceedings": [{"key": "approval", "title": {"de": titles.get("band", "Verfahren")}, "stages": stages}],
        }
    )


LONG = {
    "b": "Donaudampfschifffahrtsgesellschaftskapitänsmützenprüfung",
    "c": "Kofinanzierung durch das Land, die Stadt, den Bund und alle Stiftungen, die sich daran beteiligen wollen",
    "role": "Bewilligungsbehörde im Ministerium für Regionalentwicklung des Landes",
    "title": "Ein Programm mit einem Namen, der in keine Zeile passt, " * 3,
}
