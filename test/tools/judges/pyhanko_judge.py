"""Prints one JSON object a line for each file: what pyHanko thinks of its signatures.

Usage: pyhanko_judge.py ANCHOR.pem... -- FILE.pdf...
"""

import json
import logging
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def judge(signature, anchors):
    context = ValidationContext(trust_roots=anchors, allow_fetching=False, revocation_mode="soft-fail")
    if signature.sig_object_type == "/DocTimeStamp":
        status = validate_pdf_timestamp(signature, validation_context=context)
        return opinion_of(status)
    status = validate_pdf_signature(
        signature,
        signer_validation_context=context,
        key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False),
    )
    return opinion_of(status)


def opinion_of(status):
    level = status.modification_level
    return {
        "intact": status.intact and status.valid,
        "trusted": status.trusted,
        "wholeFile": status.coverage.name == "ENTIRE_FILE",
        "format": level.name if level is not None else None,
    }


def opinion(file, anchors):
    try:
        with open(file, "rb") as handle:
            reader = PdfFileReader(handle, strict=False)
            if reader.encrypted:
                reader.decrypt("")
            signatures = [judge(signature, anchors) for signature in reader.embedded_signatures]
        return {"file": file, "signatures": signatures, "error": None}
    except Exception as problem:  # a judge that gives up has an opinion too
        return {"file": file, "signatures": [], "error": f"{type(problem).__name__}: {problem}"}


def main(arguments):
    cut = arguments.index("--")
    anchors = [load_cert_from_pemder(name) for name in arguments[:cut]]
    for file in arguments[cut + 1 :]:
        print(json.dumps(opinion(file, anchors)), flush=True)


main(sys.argv[1:])
