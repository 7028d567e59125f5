import pytest

from sdc_desktop.core.policy import Policy, RequiredInterval, UnsafeRange, ZeroPolicy
from sdc_desktop.core.policy_file import read_policy
from sdc_desktop.core.policy_profile import MissingParametersError
from sdc_desktop.core.policy_text import PolicyError

HEADING = 'id = "test"\nversion = "1"\ntitle = "Test policy"\n'

LOCAL = (
    HEADING
    + """
[counts]
unsafe = "< {threshold}"
zeros = "{zeros}"

[[parameters]]
name = "threshold"
meaning = "the smallest count that may be shown"
unit = "people"
lowest = 2
highest = 100

[[parameters]]
name = "zeros"
meaning = "what holds for zeros"
choices = ["allow", "unsafe"]
required = false
default = "allow"
"""
)


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("< 10", 1, 9),
        ("<10", 1, 9),
        ("<= 7", 1, 7),
        ("1..7", 1, 7),
        ("3 .. 5", 3, 5),
        ("< 2", 1, 1),
    ],
)
def test_operators_are_written_out(text, lowest, highest):
    assert UnsafeRange.parse(text) == UnsafeRange(lowest, highest)


@pytest.mark.parametrize(
    "text", ["10", "> 10", "< 1", "<= 0", "0..7", "7..1", "< ten", "", 10, "<"]
)
def test_what_is_no_range_of_counts_is_refused(text):
    with pytest.raises(ValueError, match="range"):
        UnsafeRange.parse(text)


@pytest.mark.parametrize(
    ("count", "is_unsafe"), [(0, False), (1, True), (9, True), (9.5, True), (10, False)]
)
def test_a_fraction_next_to_the_range_is_unsafe_too(count, is_unsafe):
    assert (count in UnsafeRange.parse("< 10")) is is_unsafe


def test_a_whole_policy_is_read():
    policy = read_policy(
        HEADING
        + """
organisation = "Office"
source = "Rules, 2026"
address = "https://example.org"
date_read = "2026-11"
verified = true
notes = ["One."]
[counts]
unsafe = "<= 7"
zeros = "flag-full-lines"
ones_and_twos = false
group_disclosure_k = [1, 0]
[rounding]
base = 5
required = false
enough = true
[suppression]
secondary = false
interval = "exact"
marker = "[REDACTED]"
[paragraphs]
threshold = "Rule 2"
"""
    ).with_parameters({})
    assert policy == Policy(
        id="test",
        version="1",
        title="Test policy",
        organisation="Office",
        source="Rules, 2026",
        address="https://example.org",
        date_read="2026-11",
        is_verified=True,
        unsafe_counts=UnsafeRange(1, 7),
        zeros=ZeroPolicy.FLAG_FULL_LINES,
        flags_ones_and_twos=False,
        group_disclosure_k=(0, 1),
        asks_for_secondary=False,
        required_interval=RequiredInterval.EXACT,
        rounding_base=5,
        rounding_is_required=False,
        rounding_is_enough=True,
        marker="[REDACTED]",
        paragraphs=(("threshold", "Rule 2"),),
        notes=("One.",),
    )


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("id = ", "cannot be read", "TOML"),
        ('version = "1"', '"id"', "id ="),
        (HEADING + "x = 1", '"x"', "known here"),
        (HEADING + "verified = 1", '"verified" is 1', "true or false"),
        (HEADING + 'notes = "one"', '"notes"', "a list of texts"),
        (HEADING + "title = 7", "cannot be read", "TOML"),
        ("id = 5\n" + HEADING.split("\n", 1)[1], '"id" is 5', "small letters"),
        (HEADING + 'date_read = "last week"', '"date_read"', "2026-11"),
        (HEADING + "counts = 3", '"counts"', "[counts]"),
        (HEADING + '[counts]\nunsafe = "few"', '"counts.unsafe" is "few"', "1..7"),
        (HEADING + "[counts]\nunsafe = 10", '"counts.unsafe" is 10', "< 10"),
        (HEADING + '[counts]\nunsaf = "< 3"', '"counts.unsaf"', "unsafe"),
        (HEADING + '[counts]\nzeros = "maybe"', '"counts.zeros"', "flag-full-lines"),
        (HEADING + "[counts]\ngroup_disclosure_k = [2]", "group_disclosure_k", "0 and 1"),
        (HEADING + "[counts]\ngroup_disclosure_k = [true]", "group_disclosure_k", "0 and 1"),
        (HEADING + "[rounding]\nbase = 1", '"rounding.base" is 1', "from 2"),
        (HEADING + "[rounding]\nbase = 2.5", '"rounding.base" is 2.5', "whole number"),
        (HEADING + "[rounding]\nbase = true", '"rounding.base"', "whole number"),
        (HEADING + "[rounding]\nenough = true", "no base", "base"),
        (HEADING + '[suppression]\nmarker = "5"', '"suppression.marker"', "without digits"),
        (HEADING + '[suppression]\nmarker = "fewer than 5"', "marker", "without digits"),
        (HEADING + '[suppression]\nmarker = ""', '"suppression.marker"', "without digits"),
        (HEADING + '[suppression]\ninterval = "wide"', "interval", "range"),
        (HEADING + '[paragraphs]\ntreshold = "2"', '"paragraphs.treshold"', "threshold"),
        (HEADING + '[counts]\nunsafe = "< {threshold}"', "used but not described", "parameters"),
        (LOCAL.replace("{threshold}", "9"), "described but used in no rule", "{threshold}"),
        (LOCAL.replace("lowest = 2", "lowest = 1"), '"< 1"', "at least one count"),
        (LOCAL.replace("highest = 100", "highest = 1"), "allows no value", "lowest"),
        (LOCAL.replace('default = "allow"', 'default = "never"'), "zeros", "one of"),
        (LOCAL.replace('"allow", "unsafe"', '"allow", "never"'), "never", "one of"),
        (LOCAL + "limit = 3", '"parameters.limit"', "lowest"),
        (HEADING + "parameters = 3", '"parameters"', "[[parameters]]"),
    ],
)
def test_a_broken_policy_is_refused_with_a_sentence_and_a_hint(text, said, hint):
    with pytest.raises(PolicyError) as caught:
        read_policy(text, "local.toml")
    assert said in str(caught.value)
    assert str(caught.value).endswith(".")
    assert hint in caught.value.hint


def test_a_missing_parameter_is_asked_for_as_it_has_to_be_given():
    with pytest.raises(MissingParametersError) as caught:
        read_policy(LOCAL).with_parameters({})
    assert "threshold" in str(caught.value)
    assert "--set threshold=N" in caught.value.hint
    assert [parameter.name for parameter in caught.value.parameters] == ["threshold"]


def test_a_local_parameter_completes_the_policy():
    policy = read_policy(LOCAL).with_parameters({"threshold": " 10 "})
    assert policy.unsafe_counts == UnsafeRange(1, 9)
    assert policy.zeros is ZeroPolicy.ALLOW
    assert policy.local_parameters == (("threshold", "10"), ("zeros", "allow"))


def test_a_choice_is_taken():
    policy = read_policy(LOCAL).with_parameters({"threshold": "10", "zeros": "unsafe"})
    assert policy.zeros is ZeroPolicy.UNSAFE


@pytest.mark.parametrize("value", ["1", "101", "-3", "ten", "", "3.5", "٣", "9" * 5000])
def test_an_impossible_value_is_refused_without_repeating_it(value):
    with pytest.raises(PolicyError) as caught:
        read_policy(LOCAL).with_parameters({"threshold": value})
    assert caught.value.hint == "It must be a whole number from 2 to 100."


def test_an_unknown_parameter_is_refused():
    with pytest.raises(PolicyError, match="no open parameter marker"):
        read_policy(LOCAL).with_parameters({"threshold": "10", "marker": "x"})
    with pytest.raises(PolicyError) as caught:
        read_policy(HEADING).with_parameters({"threshold": "10"})
    assert "leave --set out" in caught.value.hint


def test_a_policy_is_described_in_words():
    described = read_policy(LOCAL).as_json()
    assert described["id"] == "test"
    assert "Counts below a threshold that is set locally must not be shown." in described["rules"]
    assert [one["name"] for one in described["open_parameters"]] == ["threshold", "zeros"]
