"""A record as an RO-Crate in a bag: read by ro-crate-py, checked against the BagIt rules."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate

from sdc_desktop.core.review import ReviewDecision
from sdc_desktop.core.signing import new_key
from sdc_desktop.workbook.crate_file import CrateError, CrateWish, write_crate
from sdc_desktop.workbook.finish import load_signer
from sdc_desktop.workbook.review_file import add_review

GOLDEN = Path(__file__).parents[1] / "data" / "records"
WHEN = "2026-11-21T12:00:00Z"
CHECK = "https://w3id.org/shp#DisclosureCheck"
UUID = "9796155a-fe44-4614-89b8-71945f718ffb"


@pytest.fixture
def case(tmp_path):
    """A record with nothing outstanding and no review."""
    return shutil.copytree(GOLDEN / "suppress", tmp_path / "case")


def review(case, who, decision):
    key = case / "key"
    key.write_bytes(new_key(None).private)
    signer = load_signer(key, str, who)
    words = {"who": who, "when": WHEN, "version": "0.1"}
    add_review(case / "record", case / "out.xlsx", signer.key, decision, "Seen.", **words)


def write(case, name="crate", **more):
    wish = CrateWish(case / name, UUID, WHEN, **more)
    return write_crate(case / "record", case / "out.xlsx", wish)


def entities(out):
    document = json.loads((out / "data" / "ro-crate-metadata.json").read_bytes())
    return {one["@id"]: one for one in document["@graph"]}


def test_ro_crate_py_reads_it_and_finds_every_file(case):
    review(case, "bob", ReviewDecision.APPROVE)
    made = write(case, project="Complaints", workflow="https://example.org/workflow?version=1")
    crate = ROCrate(str(made.out / "data"))
    held = {one.id for one in crate.data_entities if one.type == "File"}
    on_disk = {
        str(path.relative_to(made.out / "data"))
        for path in (made.out / "data").rglob("*")
        if path.is_file()
    }
    assert held == on_disk - {"ro-crate-metadata.json"}
    assert "sealed.json" not in held
    assert "outputs/out.xlsx" in held
    assert crate.root_dataset["conformsTo"].id == "https://w3id.org/5s-crate/0.4"
    assert made.is_five_safes


def test_each_signer_has_a_disclosure_check(case):
    review(case, "bob", ReviewDecision.APPROVE)
    crate = ROCrate(str(write(case).out / "data"))
    checks = [one for one in crate.root_dataset["mentions"] if one.type == "AssessAction"]
    assert [one["agent"]["name"] for one in checks] == ["ann@example.org", "bob"]
    assert [one["result"].id for one in checks] == ["record.json", "review-2.json"]
    for one in checks:
        assert one["additionalType"] == CHECK or one["additionalType"].id == CHECK
        assert one["actionStatus"] == "http://schema.org/CompletedActionStatus"
        assert [entity.id for entity in one["object"]] == ["./", "outputs/out.xlsx"]


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (ReviewDecision.REJECT, "http://schema.org/FailedActionStatus"),
        (ReviewDecision.CHANGES, "http://schema.org/PotentialActionStatus"),
    ],
)
def test_what_is_not_approved_by_all_stays_out(case, decision, status):
    review(case, "bob", decision)
    made = write(case, project="Complaints", workflow="https://example.org/w")
    assert not made.has_workbook
    assert not made.is_five_safes
    assert not list(made.out.rglob("*.xlsx"))
    found = entities(made.out)
    assert found["#disclosure-check-2"]["actionStatus"] == status
    assert not [one for one in found.values() if one["@type"] == "CreateAction"]
    assert "source.xlsx" not in [one.get("name") for one in found.values()]


def test_a_third_person_who_approves_lets_it_out(case):
    for who, decision in (("bob", ReviewDecision.REJECT), ("cleo", ReviewDecision.APPROVE)):
        review(case, who, decision)
    assert write(case).has_workbook


def test_the_bag_holds_what_its_manifests_say(case):
    out = write(case).out
    for manifest, prefix in (("manifest-sha512.txt", "data/"), ("tagmanifest-sha512.txt", "")):
        listed = [line.split("  ") for line in (out / manifest).read_text().splitlines()]
        for digest, path in listed:
            assert hashlib.sha512((out / path).read_bytes()).hexdigest() == digest
            assert path.startswith(prefix)
        if prefix:
            held = {str(path.relative_to(out)) for path in (out / "data").rglob("*.*")}
            assert {path for _, path in listed} >= held
    info = (out / "bag-info.txt").read_text()
    assert f"External-Identifier: urn:uuid:{UUID}" in info
    files = [path for path in (out / "data").rglob("*") if path.is_file()]
    assert f"Payload-Oxum: {sum(path.stat().st_size for path in files)}.{len(files)}" in info
    assert (out / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")


def test_a_zip_file_has_one_folder_and_the_same_files(case):
    folder, packed = write(case), write(case, "packed.zip")
    with zipfile.ZipFile(packed.out) as archive:
        names = {name.removeprefix("packed/"): archive.read(name) for name in archive.namelist()}
        assert all(name.startswith("packed/") for name in archive.namelist())
    on_disk = {
        str(path.relative_to(folder.out)): path.read_bytes()
        for path in folder.out.rglob("*")
        if path.is_file()
    }
    assert names == on_disk
    assert {path.name for path in case.iterdir() if "unfinished" in path.name} == set()


def test_people_are_known_by_their_orcid_or_their_key(case):
    orcid = "https://orcid.org/0000-0001-9842-9718"
    review(case, orcid, ReviewDecision.APPROVE)
    people = [one for one in entities(write(case).out).values() if one["@type"] == "Person"]
    assert people[0]["@id"].startswith("#person-")
    assert people[1]["@id"] == orcid
    assert all(one["identifier"].startswith("OpenSSH key SHA256:") for one in people)


def test_every_reference_leads_somewhere(case):
    found = entities(write(case, licence="https://example.org/ogl").out)

    def references(value):
        if isinstance(value, dict):
            yield from ([value["@id"]] if set(value) == {"@id"} else [])
            for one in value.values():
                yield from references(one)
        elif isinstance(value, list):
            for one in value:
                yield from references(one)

    outside = {"https://w3id.org/ro/crate/1.2", CHECK}
    assert {one for entity in found.values() for one in references(entity)} <= set(found) | outside


def test_a_record_that_does_not_hold_is_not_exported(case):
    with (case / "record" / "report.html").open("ab") as file:
        file.write(b" ")
    with pytest.raises(CrateError, match=r"report\.html was changed"):
        write(case)
    assert not (case / "crate").exists()


def test_nothing_is_written_over(case):
    write(case)
    with pytest.raises(CrateError, match="something at crate"):
        write(case)
