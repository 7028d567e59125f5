import os
import stat
from dataclasses import replace

import pytest

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.core.policy_file import read_policy
from sdc_desktop.core.policy_writing import policy_as_toml
from sdc_desktop.register.own_policies import (
    keep_policy,
    list_all_policies,
    load_any_policy,
    own_id,
)
from sdc_desktop.register.policies import list_policies, load_policy
from sdc_desktop.register.sealing import SealedFileError, read_sealed, write_sealed

PRESETS = list_policies()


def _any_parameters(profile):
    return {one.name: one.extremes[-1] for one in profile.open_parameters}


@pytest.mark.parametrize("profile", PRESETS, ids=lambda one: one.id)
def test_every_policy_is_the_same_after_it_was_written_and_read(profile):
    policy = profile.with_parameters(_any_parameters(profile))
    read = read_policy(policy_as_toml(policy)).with_parameters({})
    assert read == replace(policy, local_parameters=())


def _own():
    policy = load_policy("uk-dhsc").with_parameters({"threshold": "637"})
    return replace(policy, title="Our rules")


def test_a_policy_of_the_user_is_kept_and_found_again(tmp_path):
    kept = keep_policy(tmp_path, _own())
    assert kept.id == "own-our-rules"
    assert kept.unsafe_counts == UnsafeRange(1, 636)
    assert load_any_policy(tmp_path, "own-our-rules").with_parameters({}) == kept
    assert list_all_policies(tmp_path)[0].id == "own-our-rules"
    assert load_any_policy(tmp_path, "us-cms").id == "us-cms"


def test_its_numbers_stand_in_no_file_as_they_are(tmp_path):
    number = 637_001  # shorter ones stand in sealed bytes by chance
    policy = replace(_own(), unsafe_counts=UnsafeRange(1, number))
    assert keep_policy(tmp_path, policy).unsafe_counts == policy.unsafe_counts
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 2
    for one in (number, number + 1):
        assert not any(str(one).encode() in path.read_bytes() for path in files)
    assert not any(b"Health" in path.read_bytes() for path in files)


@pytest.mark.skipif(os.name == "nt", reason="rights of files are another matter there")
def test_only_the_user_may_read_the_key(tmp_path):
    keep_policy(tmp_path, _own())
    assert stat.S_IMODE((tmp_path / "sealing.key").stat().st_mode) == 0o600


def test_a_sealed_file_that_was_changed_is_refused(tmp_path):
    path = tmp_path / "a.policy"
    write_sealed(path, "secret", tmp_path)
    assert read_sealed(path, tmp_path) == "secret"
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    with pytest.raises(SealedFileError):
        read_sealed(path, tmp_path)


def test_a_file_sealed_with_another_key_is_passed_over(tmp_path):
    keep_policy(tmp_path, _own())
    (tmp_path / "sealing.key").unlink()
    with pytest.raises(SdcError):
        load_any_policy(tmp_path, "own-our-rules")
    assert len(list_all_policies(tmp_path)) == len(PRESETS)


@pytest.mark.parametrize(
    ("title", "policy_id"),
    [
        ("Our rules", "own-our-rules"),
        ("../x", "own-x"),
        ("Über 5", "own-ber-5"),
        ("!", "own-policy"),
    ],
)
def test_the_id_is_made_from_the_title(title, policy_id):
    assert own_id(title) == policy_id
