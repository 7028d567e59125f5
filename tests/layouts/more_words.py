"""Generated tables in French, Spanish, Italian, Dutch and Swedish."""

from __future__ import annotations

from tests.layouts.words import ENGLISH, GERMAN, WELSH, Words, list_in, measures_in

FRENCH = Words(
    totals=("Total", "Ensemble", "Tous"),
    group_totals=("Total {}", "Ensemble {}"),
    of_which="dont : ",
    headings=("Territoire", "Région", "Code", "Année", "Mois", "Secteur", "Âge"),
    places=(
        ("Nord", list_in("Amiens|Calais|Lille|Rouen")),
        ("Centre", list_in("Bourges|Nevers|Tours")),
        ("Sud", list_in("Arles|Marseille|Nice|Nîmes|Toulon")),
    ),
    industries=list_in("Agriculture|Industrie|Construction|Commerce|Transports|Enseignement|Santé"),
    ages=list_in("Moins de 15 ans|15 à 24 ans|25 à 49 ans|50 à 64 ans|65 ans et plus"),
    sexes=("Hommes", "Femmes"),
    statuses=list_in("En emploi|Au chômage|Inactifs"),
    months=list_in("Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre"),
    measures=measures_in(
        "Nombre|Chiffre d'affaires|% en ligne|% en colonne|% du total|Population|Taux pour 1 000"
        "|Chiffre d'affaires moyen|Borne inférieure (IC 95%)|Borne supérieure (IC 95%)"
        "|Effectif non pondéré|Évolution annuelle (%)|Indice (2015 = 100)"
    ),
    title="Nombre de personnes par {} et {}, 2023",
    million="millions €",
    notes=list_in("(1) Les chiffres de 2019 ont été révisés en mars 2021.|Hors 14 communes."),
    source="Source : enquête emploi 2023",
    withheld="confidentiel",
    under="Moins de {} ans",
    pages=("Tableau", "Page", "Sommaire", "Notes"),
)

SPANISH = Words(
    totals=("Total", "Todos"),
    group_totals=("Total {}",),
    of_which="de los cuales: ",
    headings=("Zona", "Región", "Código", "Año", "Mes", "Sector", "Edad"),
    places=(
        ("Norte", list_in("Bilbao|Gijón|Oviedo|Santander")),
        ("Centro", list_in("Ávila|Cuenca|Segovia|Toledo")),
        ("Sur", list_in("Cádiz|Granada|Huelva|Jaén|Málaga")),
    ),
    industries=list_in("Agricultura|Industria|Construcción|Comercio|Transporte|Educación|Sanidad"),
    ages=list_in("Menos de 16 años|16 a 24 años|25 a 44 años|45 a 64 años|65 y más años"),
    sexes=("Hombres", "Mujeres"),
    statuses=list_in("Ocupados|Parados|Inactivos"),
    months=list_in("Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto"),
    measures=measures_in(
        "Número|Facturación|% horizontal|% vertical|% del total|Población|Tasa por 1.000"
        "|Facturación media|Límite inferior 95%|Límite superior 95%|Base sin ponderar"
        "|Variación anual (%)|Índice (2015 = 100)"
    ),
    title="Número de personas por {} y {}, 2023",
    million="millones de €",
    notes=list_in("(1) Las cifras de 2019 se revisaron en marzo de 2021.|Sin 14 municipios."),
    source="Fuente: Encuesta de población activa 2023",
    withheld="confidencial",
    under="Menos de {} años",
    pages=("Tabla", "Página", "Índice", "Notas"),
)

ITALIAN = Words(
    totals=("Totale", "Tutti"),
    group_totals=("Totale {}",),
    of_which="di cui: ",
    headings=("Territorio", "Ripartizione", "Codice", "Anno", "Mese", "Settore", "Età"),
    places=(
        ("Nord", list_in("Bergamo|Como|Genova|Padova|Torino")),
        ("Centro", list_in("Arezzo|Pisa|Rieti")),
        ("Mezzogiorno", list_in("Bari|Catania|Lecce|Napoli")),
    ),
    industries=list_in("Agricoltura|Manifattura|Costruzioni|Commercio|Trasporti|Istruzione|Sanità"),
    ages=list_in("Fino a 14 anni|15-24 anni|25-44 anni|45-64 anni|65 anni e oltre"),
    sexes=("Maschi", "Femmine"),
    statuses=list_in("Occupati|Disoccupati|Inattivi"),
    months=list_in("Gennaio|Febbraio|Marzo|Aprile|Maggio|Giugno|Luglio|Agosto"),
    measures=measures_in(
        "Numero|Fatturato|% di riga|% di colonna|% sul totale|Popolazione|Tasso per 1.000"
        "|Fatturato medio|Limite inferiore 95%|Limite superiore 95%|Base non ponderata"
        "|Variazione annua (%)|Indice (2015 = 100)"
    ),
    title="Numero di persone per {} e {}, 2023",
    million="milioni di €",
    notes=list_in("(1) I dati del 2019 sono stati rivisti a marzo 2021.|Esclusi 14 comuni."),
    source="Fonte: Rilevazione sulle forze di lavoro 2023",
    withheld="riservato",
    under="Meno di {} anni",
    pages=("Tavola", "Pagina", "Indice", "Note"),
)

DUTCH = Words(
    totals=("Totaal", "Alle"),
    group_totals=("Totaal {}",),
    of_which="waarvan: ",
    headings=("Gebied", "Landsdeel", "Code", "Jaar", "Maand", "Bedrijfstak", "Leeftijd"),
    places=(
        ("Noord", list_in("Assen|Emmen|Groningen|Leeuwarden")),
        ("West", list_in("Alkmaar|Delft|Gouda|Haarlem|Leiden")),
        ("Zuid", list_in("Breda|Heerlen|Tilburg")),
    ),
    industries=list_in("Landbouw|Industrie|Bouw|Handel|Vervoer|Horeca|Onderwijs|Zorg"),
    ages=list_in("0 tot 15 jaar|15 tot 25 jaar|25 tot 45 jaar|45 tot 65 jaar|65 jaar of ouder"),
    sexes=("Mannen", "Vrouwen"),
    statuses=list_in("Werkzaam|Werkloos|Niet actief"),
    months=list_in("Januari|Februari|Maart|April|Mei|Juni|Juli|Augustus"),
    measures=measures_in(
        "Aantal|Omzet|% van de rij|% van de kolom|% van het totaal|Bevolking|Cijfer per 1.000"
        "|Gemiddelde omzet|Ondergrens 95%|Bovengrens 95%|Ongewogen basis"
        "|Verandering t.o.v. vorig jaar (%)|Index (2015 = 100)"
    ),
    title="Aantal personen naar {} en {}, 2023",
    million="mln €",
    notes=list_in("1) De cijfers over 2019 zijn in maart 2021 herzien.|Zonder 14 gemeenten."),
    source="Bron: Enquête beroepsbevolking 2023",
    withheld="vertrouwelijk",
    under="Jonger dan {} jaar",
    pages=("Tabel", "Bladzijde", "Inhoud", "Toelichting"),
)

SWEDISH = Words(
    totals=("Totalt", "Samtliga", "Summa"),
    group_totals=("{} totalt", "Samtliga {}"),
    of_which="därav: ",
    headings=("Område", "Landsdel", "Kod", "År", "Månad", "Näringsgren", "Ålder"),
    places=(
        ("Norr", list_in("Boden|Kiruna|Luleå|Umeå")),
        ("Mitt", list_in("Falun|Gävle|Uppsala|Örebro")),
        ("Syd", list_in("Lund|Malmö|Växjö|Ystad")),
    ),
    industries=list_in("Jordbruk|Tillverkning|Byggverksamhet|Handel|Transport|Utbildning|Vård"),
    ages=list_in("0-15 år|16-24 år|25-44 år|45-64 år|65 år och äldre"),
    sexes=("Män", "Kvinnor"),
    statuses=list_in("Sysselsatta|Arbetslösa|Utanför arbetskraften"),
    months=list_in("Januari|Februari|Mars|April|Maj|Juni|Juli|Augusti"),
    measures=measures_in(
        "Antal|Omsättning|Radprocent (%)|Kolumnprocent (%)|% av alla|Befolkning|Tal per 1 000"
        "|Genomsnittlig omsättning|Undre gräns 95%|Övre gräns 95%|Ovägt underlag"
        "|Förändring på ett år (%)|Index (2015 = 100)"
    ),
    title="Antal personer efter {} och {}, 2023",
    million="mn kr",
    notes=list_in("1. Uppgifterna för 2019 reviderades i mars 2021.|Utan 14 kommuner."),
    source="Källa: Arbetskraftsundersökningen 2023",
    withheld="sekretess",
    under="Under {} år",
    pages=("Tabell", "Sida", "Innehåll", "Anmärkningar"),
)

LANGUAGES = {
    "English": ENGLISH,
    "Welsh": WELSH,
    "German": GERMAN,
    "French": FRENCH,
    "Spanish": SPANISH,
    "Italian": ITALIAN,
    "Dutch": DUTCH,
    "Swedish": SWEDISH,
}
