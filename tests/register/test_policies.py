import json
import re

import pytest

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import UnsafeRange, ZeroPolicy
from sdc_desktop.core.policy_profile import MissingParametersError
from sdc_desktop.core.protection.rounding import narrowest_bin
from sdc_desktop.register.policies import list_policies, load_policy
from sdc_desktop.register.resource_files import resource

PRESETS = list_policies()
SAMPLES = ("uk-dwp-sample", "uk-dwp-2017-sample")
LOCAL = (
    *("uk-dwp-100", "uk-dwp-2017-100", "uk-dhsc", "uk-dsit", "uk-cabinet-office"),
    *SAMPLES,
)


@pytest.mark.parametrize(
    ("name", "lowest", "highest", "zeros", "base", "is_required", "secondary", "marker"),
    [
        ("uk-tre-acro", 1, 9, "unsafe", 5, False, True, "[c]"),
        ("uk-opensafely", 1, 7, "flag-full-lines", 5, True, True, "[REDACTED]"),
        ("uk-ukllc", 1, 9, "unsafe", None, True, True, "[c]"),
        ("uk-ofqual", 1, 4, "allow", 5, True, False, "[c]"),
        ("uk-nhs-hes", 1, 7, "allow", 5, True, False, "*"),
        ("uk-nhs-model", 1, 6, "allow", None, True, True, "*"),
        ("uk-ons-105", 1, 9, "unsafe", 5, True, True, "[c]"),
        ("uk-ons-srs", 1, 9, "unsafe", None, True, True, "[c]"),
        ("us-cms", 1, 10, "allow", None, True, True, "*"),
        ("us-cdc-wonder", 1, 9, "unsafe", None, True, True, "Suppressed"),
        ("us-wa-doh", 1, 9, "allow", None, True, True, "[c]"),
        ("au-datalab", 1, 9, "flag-full-lines", None, True, True, "[c]"),
        ("de-bundesbank", 1, 4, "allow", None, True, True, "[c]"),
        ("eu-generic", 1, 2, "flag-full-lines", None, True, True, "[c]"),
        ("strict", 1, 10, "unsafe", 10, False, True, "[c]"),
        ("uk-nhs-hes-old", 1, 5, "allow", None, True, True, "*"),
        ("uk-nes-phs", 1, 9, "flag-full-lines", None, True, True, "[c]"),
        ("us-census-drb", 1, 14, "unsafe", 10, True, True, "[c]"),
        ("us-fsrdc", 1, 2, "allow", None, True, True, "D"),
        ("de-iab", 1, 19, "allow", None, True, True, "[c]"),
    ],
)
def test_presets_say_what_was_published(
    name, lowest, highest, zeros, base, is_required, secondary, marker
):
    policy = load_policy(name).with_parameters({})
    assert policy.unsafe_counts == UnsafeRange(lowest, highest)
    assert policy.zeros is ZeroPolicy(zeros)
    assert policy.rounding_base == base
    assert policy.rounding_is_required is is_required
    assert policy.rounding_is_enough is False
    assert policy.asks_for_secondary is secondary
    assert policy.marker == marker
    assert policy.flags_ones_and_twos


@pytest.mark.parametrize("profile", PRESETS, ids=lambda one: one.id)
def test_presets_carry_source_date_flag_paragraphs_and_notes(profile):
    fixed = profile.fixed
    assert resource(f"policies/{profile.id}.toml").is_file()
    assert profile.title
    assert profile.organisation
    assert fixed.source
    assert "check with your department" in profile.notes[0]
    if profile.id != "strict":
        assert fixed.address.startswith("https://")
        assert re.fullmatch(r"20\d\d-\d\d(-\d\d)?", fixed.date_read)
        assert re.fullmatch(r"20\d\d-\d\d(-\d\d)?", fixed.terms.review_by)
        assert fixed.unsafe_counts is None or dict(fixed.paragraphs)["threshold"]
        assert fixed.paragraphs or fixed.terms.gates
    assert json.loads(json.dumps(profile.as_json()))["verified"] is fixed.is_verified


def test_only_what_was_read_itself_is_called_verified():
    unverified = {profile.id for profile in PRESETS if not profile.fixed.is_verified}
    read_in_part = {"nz-census", "uk-nes-phs", "uk-ons-mortality", "uk-scotgov"}
    second_hand = {"uk-gss-admin", "uk-gss-survey", "uk-ons-srs", "us-fsrdc", "de-iab", "dk-dst"}
    read_in_part |= {"uk-ons-census21"}
    second_hand |= {"nz-grr"}
    not_read = {"uk-hesa", "uk-ohid-fingertips"}
    assert unverified == {"strict", "uk-dwp-statxplore", *read_in_part, *second_hand, *not_read}


@pytest.mark.parametrize("name", LOCAL)
def test_departments_that_publish_no_numbers_ship_without_any(name):
    profile = load_policy(name)
    assert profile.fixed.unsafe_counts is None
    assert profile.fixed.rounding_base is None
    with pytest.raises(MissingParametersError):
        profile.with_parameters({})


@pytest.mark.parametrize("name", [name for name in LOCAL if name not in SAMPLES])
def test_a_threshold_is_all_that_most_of_them_need(name):
    policy = load_policy(name).with_parameters({"threshold": "10"})
    assert policy.unsafe_counts == UnsafeRange(1, 9)
    assert policy.zeros is ZeroPolicy.FLAG_FULL_LINES
    assert policy.rounding_base is None


def test_a_local_policy_that_accepts_rounding_needs_a_base():
    profile = load_policy("uk-dhsc")
    with pytest.raises(SdcError, match="no base"):
        profile.with_parameters({"threshold": "10", "rounding_is_enough": "yes"})
    policy = profile.with_parameters({"threshold": "10", "rounding_is_enough": "yes", "base": "5"})
    assert policy.rounding_is_enough
    assert policy.rounding_base == 5


@pytest.mark.parametrize("name", LOCAL)
def test_departments_come_with_their_words_roles_declarations_and_gates(name):
    terms = load_policy(name).fixed.terms
    assert len(terms.statements) >= 9
    assert len(terms.roles) >= 2
    assert len(terms.declarations) >= 2
    assert len(terms.gates) >= 4
    assert terms.code.startswith("Code of Practice")


@pytest.mark.parametrize(
    ("name", "values", "safe_from", "base"),
    [
        ("dk-dst", {"threshold": "3"}, 3, None),
        ("dk-dst", {"threshold": "5"}, 5, None),
        ("uk-mod", {"base": "10"}, 5, 10),
    ],
)
def test_where_a_source_gives_two_numbers_the_checker_says_which(name, values, safe_from, base):
    with pytest.raises(MissingParametersError):
        load_policy(name).with_parameters({})
    policy = load_policy(name).with_parameters(values)
    assert policy.unsafe_counts is not None
    assert policy.unsafe_counts.safe_from == safe_from
    assert policy.rounding_base == base


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_needs_a_rounding_base(name):
    policy = load_policy(name).with_parameters({"base": "1000"})
    assert policy.rounding_base == 1000
    assert policy.rounding_is_required
    assert policy.unsafe_counts is None


@pytest.mark.parametrize(
    ("name", "width"),
    [("uk-nhs-hes", 5), ("uk-opensafely", 5), ("uk-ofqual", 3), ("uk-ons-105", 3)],
)
def test_notes_about_the_narrowest_bin_are_true(name, width):
    policy = load_policy(name).with_parameters({})
    assert policy.rounding_base is not None
    assert narrowest_bin(policy.unsafe_counts, policy.rounding_base) == width


def test_presets_are_sorted_by_id():
    ids = [profile.id for profile in PRESETS]
    assert ids == sorted(ids)
    assert set(LOCAL) < set(ids)


def test_an_unknown_policy_gives_the_nearest_ids():
    with pytest.raises(SdcError) as caught:
        load_policy("uk-acro")
    assert "uk-acro" in str(caught.value)
    assert "uk-tre-acro" in caught.value.hint


def test_a_policy_is_loaded_from_a_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('\ufeffid = "mine"\nversion = "3"\ntitle = "Mine"\n', encoding="utf-8")
    assert load_policy(str(path)).id == "mine"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00bad"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content):
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SdcError) as caught:
        load_policy(str(path))
    assert "mine.toml" in str(caught.value)
    assert caught.value.hint


def test_a_name_with_a_path_in_it_is_not_a_preset():
    with pytest.raises(SdcError):
        load_policy("../policies/strict")
