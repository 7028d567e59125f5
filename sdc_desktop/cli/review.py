"""`review`: a further checker signs a record (DESIGN.md)."""

from __future__ import annotations

import argparse

from sdc_desktop.cli.documents import Document
from sdc_desktop.cli.signing import now, open_signer
from sdc_desktop.core.agreement import Standing, State, standing
from sdc_desktop.core.review import ReviewDecision
from sdc_desktop.workbook.record_verification import verify_record
from sdc_desktop.workbook.review_file import add_review


def run_review(arguments: argparse.Namespace, version: str) -> Document:
    """Write the review as asked and return what `review` prints.

    Raises:
        SdcError: The record or the workbook is not what was signed, or the key has signed already.
    """
    signer = open_signer(arguments)
    assert signer is not None
    review = add_review(
        arguments.record,
        arguments.workbook,
        signer.key,
        ReviewDecision(arguments.decision),
        arguments.comment,
        who=signer.who,
        when=now(),
        version=version,
        role=arguments.role,
    )
    verified = verify_record(arguments.record, arguments.workbook)
    stands = standing(verified.opinions)
    return {
        "record": str(arguments.record),
        "file": review.file_name,
        "signer": review.who,
        "key": review.key,
        "time": review.when,
        "decision": review.decision.value,
        "reviews": verified.as_json()["reviews"],
        "standing": stands.as_json(),
        "conflict": stands.state is State.CONFLICT,
        "chain": verified.as_json()["chain"],
        "outstanding": _outstanding(review.decision, stands),
    }


def _outstanding(decision: ReviewDecision, stands: Standing) -> list[str]:
    """Return in words what is still to be done after this review."""
    left = []
    if decision is ReviewDecision.CHANGES:
        left.append("changes were asked for")
    if decision is ReviewDecision.REJECT:
        left.append("the release was rejected")
    if stands.state is State.CONFLICT:
        left.append("the checkers do not agree: a third person must decide")
    return left
