"""What generated tables say: labels, totals, units and notes in eight languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What the numbers of a generated line are."""

    COUNT = "count"
    AMOUNT = "amount"
    ROW_PERCENT = "row percent"
    COLUMN_PERCENT = "column percent"
    TABLE_PERCENT = "table percent"
    POPULATION = "population"
    RATE = "rate"
    MEAN = "mean"
    LOWER = "lower"
    UPPER = "upper"
    BASE = "base"
    CHANGE = "change"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Words:
    """One language.

    Attributes:
        totals: Words that mean total.
        group_totals: How the total of a group is called; {} stands for the group.
        headings: What a column of labels is called: area, group, code, year, month, industry, age.
        places: Groups of areas with their areas.
        measures: How a column of these numbers is headed.
        notes: Notes below a table, some with numbers in them.
        withheld: What a marker means, in the notes.
        under: How ages below {} are called.
        pages: Table, page, contents and notes.
    """

    totals: tuple[str, ...]
    group_totals: tuple[str, ...]
    of_which: str
    headings: tuple[str, str, str, str, str, str, str]
    places: tuple[tuple[str, tuple[str, ...]], ...]
    industries: tuple[str, ...]
    ages: tuple[str, ...]
    sexes: tuple[str, str]
    statuses: tuple[str, ...]
    months: tuple[str, ...]
    measures: dict[Measure, str]
    title: str
    million: str
    notes: tuple[str, ...]
    source: str
    withheld: str
    under: str
    pages: tuple[str, str, str, str]


def measures_in(text: str) -> dict[Measure, str]:
    return dict(zip(Measure, (one.strip() for one in text.split("|")), strict=True))


def list_in(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split("|"))


ENGLISH = Words(
    totals=("Total", "All", "Overall", "Grand total"),
    group_totals=("Total {}", "All {}", "{} total"),
    of_which="of which: ",
    headings=("Area", "Region", "Code", "Year", "Month", "Industry", "Age"),
    places=(
        ("North", list_in("Alder|Birchwood|Cray|Dunmoor|Elmsford")),
        ("Midlands", list_in("Fenwick|Garth|Holme|Inglewood")),
        ("South", list_in("Jarrow Down|Kelling|Larkfield|Marsham|Netherby|Orford")),
    ),
    industries=list_in(
        "Agriculture|Mining and quarrying|Manufacturing|Construction|Retail trade|Transport"
        "|Hotels and catering|Finance|Education|Health and social work"
    ),
    ages=list_in("Under 16|16 to 24|25 to 34|35 to 49|50 to 64|65 and over"),
    sexes=("Men", "Women"),
    statuses=list_in("Employed|Unemployed|Inactive|Not known"),
    months=list_in("January|February|March|April|May|June|July|August|September|October"),
    measures=measures_in(
        "Number|Turnover|Row %|Column %|% of all|Population|Rate per 1,000|Average turnover"
        "|Lower 95% limit|Upper 95% limit|Unweighted base|Change on year (%)|Index (2015 = 100)"
    ),
    title="Persons by {} and {}, 2023",
    million="£ million",
    notes=list_in(
        "1. Figures for 2019 were revised in March 2021.|2. Excludes 14 areas with fewer than 50"
        " returns.|Numbers are rounded and may not add up.|(a) Includes persons aged 16 to 64."
    ),
    source="Source: Annual Population Survey 2023",
    withheld="confidential",
    under="Under {}",
    pages=("Table", "Page", "Contents", "Notes"),
)

WELSH = Words(
    totals=("Cyfanswm", "Pawb"),
    group_totals=("Cyfanswm {}",),
    of_which="o'r rhain: ",
    headings=("Ardal", "Rhanbarth", "Cod", "Blwyddyn", "Mis", "Diwydiant", "Oedran"),
    places=(
        ("Gogledd", list_in("Ynys Môn|Gwynedd|Conwy|Sir Ddinbych|Wrecsam")),
        ("Canolbarth", list_in("Powys|Ceredigion")),
        ("De", list_in("Abertawe|Caerdydd|Casnewydd|Merthyr Tudful|Bro Morgannwg")),
    ),
    industries=list_in("Amaethyddiaeth|Cynhyrchu|Adeiladu|Manwerthu|Trafnidiaeth|Addysg|Iechyd"),
    ages=list_in("Dan 16|16 i 24|25 i 34|35 i 49|50 i 64|65 a throsodd"),
    sexes=("Dynion", "Menywod"),
    statuses=list_in("Cyflogedig|Di-waith|Anweithgar"),
    months=list_in("Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst"),
    measures=measures_in(
        "Nifer|Trosiant|% y rhes|% y golofn|% o'r cyfan|Poblogaeth|Cyfradd fesul 1,000"
        "|Trosiant cymedrig|Terfyn isaf 95%|Terfyn uchaf 95%|Sylfaen heb ei phwysoli"
        "|Newid blynyddol (%)|Mynegai (2015 = 100)"
    ),
    title="Nifer y bobl yn ôl {} a {}, 2023",
    million="£ miliwn",
    notes=list_in("1. Diwygiwyd ffigurau 2019 ym mis Mawrth 2021.|2. Heb gynnwys 14 ardal."),
    source="Ffynhonnell: Arolwg Blynyddol o'r Boblogaeth 2023",
    withheld="cyfrinachol",
    under="Dan {}",
    pages=("Tabl", "Tudalen", "Cynnwys", "Nodiadau"),
)

GERMAN = Words(
    totals=("Insgesamt", "Gesamt", "Zusammen", "Summe"),
    group_totals=("{} zusammen", "{} insgesamt", "Insgesamt {}"),
    of_which="darunter: ",
    headings=("Gebiet", "Region", "Schlüssel", "Jahr", "Monat", "Wirtschaftszweig", "Alter"),
    places=(
        ("Nord", list_in("Bremen|Hamburg|Kiel|Rostock")),
        ("Mitte", list_in("Erfurt|Gießen|Kassel|Leipzig|Magdeburg")),
        ("Süd", list_in("Augsburg|Freiburg|Stuttgart|Ulm")),
    ),
    industries=list_in("Landwirtschaft|Bergbau|Baugewerbe|Handel|Verkehr|Gastgewerbe|Erziehung"),
    ages=list_in("unter 15|15 bis 24|25 bis 39|40 bis 64|65 und älter"),
    sexes=("Männer", "Frauen"),
    statuses=list_in("Erwerbstätig|Erwerbslos|Nichterwerbspersonen"),
    months=list_in("Januar|Februar|März|April|Mai|Juni|Juli|August|September"),
    measures=measures_in(
        "Anzahl|Umsatz|Zeilenprozent (%)|Spaltenprozent (%)|Anteil an allen (%)|Bevölkerung"
        "|Rate je 1.000|Durchschnittlicher Umsatz|Untere Grenze 95%|Obere Grenze 95%"
        "|Ungewichtete Fallzahl|Veränderung zum Vorjahr (%)|Index (2015 = 100)"
    ),
    title="Personen nach {} und {}, 2023",
    million="Mio. €",
    notes=list_in("1) Ergebnisse für 2019 wurden im März 2021 berichtigt.|Ohne 14 Gemeinden."),
    source="Quelle: Mikrozensus 2023",
    withheld="geheim",
    under="unter {} Jahren",
    pages=("Tabelle", "Seite", "Inhalt", "Hinweise"),
)
