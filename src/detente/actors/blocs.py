"""States that news calls by their region: "the two Nordic countries", "the three Baltic states", "the kingdom".

Facts of geography and of constitutions (kingdoms that lasted beyond 1979); used to choose among the states of a story, never to
add one, but where a group has just as many members as are counted.
"""

from __future__ import annotations

from collections.abc import Mapping

BLOCS: Mapping[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "baltic": "EST LVA LTU",
        "nordic": "DNK FIN ISL NOR SWE",
        "scandinavian": "DNK NOR SWE",
        "benelux": "BEL LUX NLD",
        "gulf": "ARE BHR IRN IRQ KWT OMN QAT SAU",
        "caucasian": "ARM AZE GEO",
        "yugoslav": "BIH HRV MKD MNE SRB SVN KOS",
        "soviet": "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA TJK TKM UKR UZB",
        "balkan": "ALB BGR BIH GRC HRV KOS MKD MNE ROU SRB SVN TUR YUG",
        "central asian": "KAZ KGZ TJK TKM UZB",
        "central american": "BLZ CRI GTM HND NIC PAN SLV",
        "caribbean": "ATG BHS BRB CUB DMA DOM GRD GUY HTI JAM KNA LCA SUR TTO VCT",
        "andean": "BOL CHL COL ECU PER VEN",
        "south american": "ARG BOL BRA CHL COL ECU GUY PER PRY SUR URY VEN",
        "latin american": "ARG BLZ BOL BRA CHL COL CRI CUB DOM ECU GTM HND HTI MEX NIC PAN PER PRY SLV URY VEN",
        "north african": "DZA EGY LBY MAR MRT SDN TUN",
        "maghreb": "DZA LBY MAR MRT TUN",
        "west african": "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SLE TGO",
        "sahel": "BFA MLI MRT NER TCD",
        "east african": "BDI DJI ERI ETH KEN RWA SOM SSD TZA UGA",
        "southern african": "AGO BWA LSO MOZ MWI NAM SWZ ZAF ZMB ZWE",
        "south asian": "AFG BGD BTN IND LKA MDV NPL PAK",
        "horn of africa": "DJI ERI ETH SOM",
        "pacific": "AUS FJI FSM KIR MHL NRU NZL PLW PNG SLB TON TUV VUT WSM",
    }.items()
}
SORTS: Mapping[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "kingdom": "BEL BHR BTN DNK ESP GBR JOR KHM LSO MAR MYS NLD NOR NPL SAU SWE SWZ THA TON",
        "sultanate": "BRN OMN",
        "emirate": "ARE KWT QAT AFG",
        "principality": "AND LIE MCO",
        "island": "ATG BHR BHS BRB COM CPV CUB CYP DMA DOM FJI FSM GBR GRD HTI IDN IRL ISL JAM JPN KIR KNA LCA LKA MDG MDV MHL MLT MUS "
        "NRU NZL PHL PLW PNG SLB SGP STP SYC TLS TON TTO TUV TWN VCT VUT WSM",
        "archipelago": "BHS COM CPV FJI IDN JPN KIR MDV PHL SLB SYC TON VUT",
    }.items()
}
"""States that a noun alone can mean."""
NOT_REPUBLICS = (
    SORTS["kingdom"] | SORTS["sultanate"] | frozenset({"ARE", "KWT", "QAT", "AND", "LIE", "MCO", "VAT", "LUX"})
)
"""States that "the republic" hardly means today."""


EMPIRES = frozenset(["BEL", "DEU", "DNK", "ESP", "FRA", "GBR", "ITA", "JPN", "NLD", "PRT", "RUS", "TUR", "USA"])
"""States that had colonies: "the former colonial power", and not "the former colony"."""


def members(keys: list[str]) -> frozenset[str] | None:
    """The members of the region that folded words name; None where they name none.

    >>> sorted(members(["the", "three", "baltic", "states"]))
    ['EST', 'LTU', 'LVA']
    """
    words = f" {' '.join(keys)} "
    return next((codes for name, codes in BLOCS.items() if f" {name} " in words), None)


def is_sort(noun: str, code: str) -> bool:
    """Whether a noun can mean a state ("kingdom": Jordan, not France)."""
    if noun == "republic":
        return code not in NOT_REPUBLICS
    return code in SORTS.get(noun, frozenset({code}))
