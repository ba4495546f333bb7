"""Colours and signs of the picture. Text keeps at least 4.5:1 against its ground, light and dark (WCAG 2.1, 1.4.3)."""

#: Drawn around (0, 0) within a circle of radius 8.5: a tick, a clock, an arrow back, a cross, three dots.
ICONS = {
    "passed": "M-3.8 .2-1.2 2.9 3.9-2.7",
    "waits": "M0-4.6V.2L3.2 2.4",
    "returned": "M3.8 3V1A2.6 2.6 0 0 0 1.2-1.6H-3.4M-.9-4.3-3.7-1.6-.9 1.1",
    "rejected": "M-2.9-2.9 2.9 2.9M2.9-2.9-2.9 2.9",
    "notyet": "M-3.9 0h.01M0 0h.01M3.9 0h.01",
}

_BOTH = """
.fk text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
.fk .heading{font-size:20px;font-weight:650}
.fk .band-title{font-size:14px;font-weight:650}
.fk .name{font-size:14px;font-weight:600}
.fk .role{font-size:12.5px;font-weight:400}
.fk .word{font-size:12.5px;font-weight:650}
.fk .arrow{fill:none;stroke-width:1.7}
.fk .arrow.loose{stroke-dasharray:5 4}
.fk .card{stroke-width:1.3}
.fk .waits .card,.fk .returned .card{stroke-width:2.6}
.fk .notyet .card{stroke-dasharray:4 3}
.fk .icon path{fill:none;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
"""

#: name: (paper, band, edge, card, ink, quiet, arrow, rule)
_GROUND = {
    "light": ("#f4f6f8", "#ffffff", "#d5dbe3", "#ffffff", "#17202b", "#4d5967", "#566373", "#e3e8ee"),
    "dark": ("#10151b", "#182029", "#334050", "#202a35", "#eef2f6", "#b3bfcc", "#97a5b5", "#37434f"),
}
#: name: state: (edge and icon, fill)
_STATES = {
    "light": {
        "passed": ("#1a7f4b", "#eef8f2"),
        "waits": ("#0b5cad", "#eaf2fc"),
        "returned": ("#946200", "#fdf5e1"),
        "rejected": ("#b3261e", "#fdeeec"),
        "notyet": ("#7c8895", "#f8f9fb"),
    },
    "dark": {
        "passed": ("#58c98c", "#17301f"),
        "waits": ("#6db3f7", "#152c45"),
        "returned": ("#eabb55", "#362a10"),
        "rejected": ("#f28b82", "#3d1b19"),
        "notyet": ("#8593a2", "#1b232c"),
    },
}


def _rules(name: str) -> str:
    paper, band, edge, card, ink, quiet, arrow, rule = _GROUND[name]
    rules = [
        f".fk .paper{{fill:{paper}}}.fk .band{{fill:{band};stroke:{edge}}}.fk .card{{fill:{card};stroke:{arrow}}}",
        f".fk text{{fill:{ink}}}.fk .role{{fill:{quiet}}}.fk .rule{{stroke:{rule}}}",
        f".fk .arrow{{stroke:{arrow}}}.fk .head{{fill:{arrow}}}.fk .icon path{{stroke:{band}}}",
    ]
    for state, (colour, fill) in _STATES[name].items():
        rules.append(f".fk .{state} .card{{fill:{fill};stroke:{colour}}}.fk .{state} .icon circle{{fill:{colour}}}")
    return "\n".join(rules)


STYLE = f"{_BOTH}{_rules('light')}\n@media (prefers-color-scheme:dark){{\n{_rules('dark')}\n}}\n"
