"""The account as an SDK shows it: a JSON list of [service, operation, parameters] on stdin, the answers on stdout.

Lists are read to their last page. A call that AWS refuses is answered with {"error": its code}.
"""

import functools
import json
import sys

import boto3
from botocore.exceptions import ClientError

client = functools.cache(boto3.client)


def answer(service, operation, parameters):
    try:
        if client(service).can_paginate(operation):
            found = client(service).get_paginator(operation).paginate(**parameters).build_full_result()
        else:
            found = getattr(client(service), operation)(**parameters)
    except ClientError as error:
        return {"error": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
    found.pop("ResponseMetadata", None)
    if "Payload" in found:
        found["Payload"] = found["Payload"].read().decode()
    return found


print(json.dumps([answer(*call) for call in json.load(sys.stdin)], default=str))
