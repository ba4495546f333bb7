"""Before the next meetings: what is missing, or that nothing is."""

from tests.browser.visitors import FUND_TEAM, STAFF, Shot

HERE = "/fristen/sitzungen"

FORECAST_SHOTS = (
    Shot(HERE, "vor-sitzungen", HERE, STAFF),
    Shot(HERE, "vor-sitzungen-gremium", f"{HERE}?gremium=urban-ii-leipzig/kg", STAFF),
    Shot(HERE, "vor-sitzungen-nichts", f"{HERE}?programm=berlin-aktionsfonds", (FUND_TEAM,)),
)
