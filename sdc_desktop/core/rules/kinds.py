"""Kinds of figures that their labels name, beyond the statistics that a table knows.

Each kind says what it is at risk of and what has to be asked for before it can be judged. Source:
SACRO statbarns (kinds and risks), ACRO and OpenSAFELY documentation.
"""

from __future__ import annotations

from typing import NamedTuple

DISPERSION = (
    r"\bstandard deviations?\b|\bstd\.?(?: ?dev\w*)?\b|\bs\.?d\.?\b|\bvariances?\b|\bskew\w*"
    r"|\bkurtosis\b|\bstandardabweichung\w*|\bvarianz\w*|\bécarts?.types?\b"
    r"|\bcoefficients? of variation\b"
)
CORRELATION = r"\bcorrelations?\b|\bpearson\b|\bspearman\b|\br.?squared\b|\br[²2]\b"


class Kind(NamedTuple):
    """A kind of figure.

    Attributes:
        name: What it is called in a sentence, in the plural.
        words: Pattern of the labels that name it.
        needs: What has to be asked for.
    """

    name: str
    words: str
    needs: str


KINDS: tuple[Kind, ...] = (
    Kind(
        "standard deviations and the like",
        DISPERSION,
        "the number of contributors of each, which gives its degrees of freedom",
    ),
    Kind(
        "correlations",
        CORRELATION,
        "the number of observations and the residual degrees of freedom of each",
    ),
    Kind(
        "regression results",
        r"\bregressions?\b|(?<!gini )\bcoefficients?\b|\bols\b|\bintercept\b|\bbetas?\b"
        r"|\bmarginal effects?\b",
        "the residual degrees of freedom, how many units each dummy variable is 1 for, and whether "
        "the model is saturated",
    ),
    Kind(
        "test results",
        r"\bp.values?\b|\b[tzf].(?:statistics?|values?|tests?)\b|\bchi.?squared?\b|\bχ²",
        "the degrees of freedom and the smallest group that was tested",
    ),
    Kind(
        "odds and risk ratios",
        r"\b(?:odds|risk|hazard|rate) ratios?\b|\brelative risks?\b|\baor\b|\bor\b \(",
        "the counts of the table with two rows and two columns behind each ratio",
    ),
    Kind(
        "survival figures",
        r"\bsurviv\w+|\bkaplan\b|\bhazard\b|\bat risk\b|\btime to\b",
        "the number at risk and the number of events of each step",
    ),
    Kind(
        "concentration figures",
        r"\bgini\b|\btheil\b|\bherfindahl\b|\bhhi\b|\bconcentration ratios?\b|\bcr\d\b",
        "the number of contributors and the two largest contributions of each",
    ),
    Kind("modes", r"\bmodes?\b|\bmodal\b|\bmost (?:common|frequent)\b",
         "how many contributors have the value, and whether all have it"),
)  # fmt: skip
