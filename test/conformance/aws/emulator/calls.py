"""boto3 clients of this same server."""

import functools
import os

import boto3
from botocore.config import Config

_port = 0


def listen(port):
    """Says where the server is; before that nothing can be called."""
    global _port
    _port = port
    os.environ["MOTO_PORT"] = str(port)


def endpoint():
    return f"http://127.0.0.1:{_port}"


@functools.cache
def client(service, region):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=endpoint(),
        config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}, read_timeout=60),
    )


def code(error):
    """AWS's code of a boto3 error, or an empty text."""
    return getattr(error, "response", {}).get("Error", {}).get("Code", "")
