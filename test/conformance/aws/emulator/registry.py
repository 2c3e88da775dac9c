"""CloudFormation's words and the API's: from the schemas of both."""

import functools
import json
import re
import sys
from pathlib import Path

import cfnlint

_SCHEMAS = Path(cfnlint.__file__).parent / "data/schemas"


@functools.cache
def _schema(cfn_type):
    file = json.loads((_SCHEMAS / "providers/us-east-1.json").read_text()).get(cfn_type)
    return json.loads((_SCHEMAS / f"resources/{file}.json").read_text()) if file else {}


@functools.cache
def create_only(cfn_type):
    """The properties whose change replaces the resource."""
    return {path.split("/")[2] for path in _schema(cfn_type).get("createOnlyProperties", []) if path.count("/") == 2}


def norm(word):
    return re.sub(r"[^a-z0-9]", "", word.lower())


def parameters(cfn_type, shape, properties, elsewhere=()):
    """Parameters of an API operation from CloudFormation's properties. Those that it does not have go to stderr."""
    dropped = []
    fitted = _fit(shape, properties, dropped)
    for name in sorted(set(dropped) - set(elsewhere)):
        print(f"not kept: {cfn_type} {name}", file=sys.stderr, flush=True)
    return fitted


def _fit(shape, value, dropped, path=""):
    kind = shape.type_name
    if kind == "structure":
        members = {norm(name): name for name in shape.members}
        fitted = {}
        for key, item in value.items():
            member = members.get(norm(key))
            if member is None:
                dropped.append(path + key)
            else:
                fitted[member] = _fit(shape.members[member], item, dropped, f"{path}{key}.")
        return fitted
    if kind == "map":
        if isinstance(value, list):  # tags, which some operations take as a map
            return {item["Key"]: str(item["Value"]) for item in value}
        return {key: _fit(shape.value, item, dropped, f"{path}{key}.") for key, item in value.items()}
    if kind == "list":
        if isinstance(value, dict):  # tags, which some types take as a map
            return [{"Key": key, "Value": str(item)} for key, item in value.items()]
        return [_fit(shape.member, item, dropped, path) for item in (value if isinstance(value, list) else [value])]
    if kind == "boolean":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if kind in ("integer", "long"):
        return int(value)
    if kind in ("float", "double"):
        return float(value)
    if kind == "string":
        return json.dumps(value) if isinstance(value, (dict, list, bool)) else str(value)
    return value
