"""The invented figures of the sample workbook, and the sums that its tables show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# Table 1: complaints received, one number for each age.
AGES = ("16 to 18", "19 to 24", "25 to 34", "35 to 49", "50 to 64", "65 and over")
REGIONS: dict[str, tuple[int, ...]] = {
    "North East": (214, 305, 187, 96, 21, 2),
    "North West": (612, 874, 540, 301, 77, 6),
    "Yorkshire and The Humber": (455, 688, 402, 233, 58, 4),
    "East Midlands": (398, 571, 336, 187, 43, 3),
    "West Midlands": (489, 742, 451, 262, 66, 7),
    "East of England": (371, 596, 388, 214, 52, 1),
    "London": (528, 1184, 967, 418, 103, 14),
    "South East": (587, 921, 613, 344, 91, 12),
    "South West": (402, 588, 371, 209, 49, 0),
    "Isles of Scilly": (3, 8, 1, 0, 0, 0),
    "Serving overseas [note 2]": (0, 37, 0, 0, 0, 0),
}

# Table 2: complaints upheld (female, male) in each area of a region of a country.
AREAS: dict[str, dict[str, dict[str, tuple[int, int]]]] = {
    "England": {
        "North": {
            "Greater Manchester": (214, 263),
            "Lancashire and Cumbria": (98, 121),
            "Tyne and Wear": (76, 69),
            "West Yorkshire": (132, 140),
        },
        "Midlands and East": {
            "Birmingham and Solihull": (187, 203),
            "Norfolk and Suffolk": (64, 81),
            "Nottinghamshire": (92, 88),
            "Rutland": (1, 12),
        },
        "London and South East": {
            "Inner London": (305, 331),
            "Isle of Wight": (7, 15),
            "Kent": (118, 126),
            "Outer London": (287, 264),
        },
        "South West": {
            "Bristol and Bath": (88, 97),
            "Cornwall": (27, 34),
            "Devon": (51, 49),
        },
    },
    "Scotland": {
        "Central Belt": {"Edinburgh": (61, 58), "Glasgow": (94, 103), "Stirling": (17, 22)},
        "Highlands and Islands": {"Highland": (23, 31), "Orkney": (2, 11), "Shetland": (0, 14)},
    },
    "Wales": {
        "North and Mid Wales": {"Gwynedd": (14, 11), "Powys": (9, 16), "Wrexham": (22, 25)},
        "South Wales": {"Cardiff": (64, 71), "Newport": (31, 29), "Swansea": (38, 44)},
    },
}

# Table 3: complaints (received, upheld).
REASONS: dict[str, tuple[int, int]] = {
    "Quality of training": (6214, 1012),
    "Time off for training refused": (3760, 884),
    "Pay and contract": (2836, 741),
    "End-point assessment": (2145, 312),
    "Conduct of the employer": (1498, 327),
    "Support for disabled apprentices": (917, 256),
    "Unsafe working": (312, 101),
    "Personal data misused": (17, 6),
    "Victimised after a complaint": (3, 1),
}


def area_rows() -> Iterator[tuple[int, str, int, int]]:
    """Yield (indent, label, female, male) for every line of table 2, totals before their parts."""
    everything = [
        pair for regions in AREAS.values() for areas in regions.values() for pair in areas.values()
    ]
    yield 0, "Great Britain", *added(everything)
    for country, regions in AREAS.items():
        yield 1, country, *added([pair for areas in regions.values() for pair in areas.values()])
        for region, areas in regions.items():
            yield 2, region, *added(list(areas.values()))
            for area, (female, male) in areas.items():
                yield 3, area, female, male


def added(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the sums of the first and of the second numbers of `pairs`."""
    return sum(female for female, _ in pairs), sum(male for _, male in pairs)
