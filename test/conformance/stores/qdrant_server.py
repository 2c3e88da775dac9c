"""A stand-in for the REST interface of Qdrant: one collection, each request judged by the models of Qdrant's own client.

qdrant_server.py KEY FAULTS: prints its port. FAULTS are what the next requests get instead of an answer, a word each: a
status, or `silence`. Every request is written to stderr as JSON.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pydantic import ValidationError
from qdrant_client.http import models

collections = {}
key, *faults = sys.argv[1:]


def strictly(model, body):
    """The parsed body; the models ignore unknown keys, the server's own list of them does not."""
    parsed = model.model_validate(body)
    unknown = unknown_keys(parsed, body)
    if unknown:
        raise ValueError(f"unknown {', '.join(unknown)}")
    return parsed


def unknown_keys(parsed, body):
    known = set(type(parsed).model_fields) | {field.alias for field in type(parsed).model_fields.values()}
    found = [name for name in body if name not in known]
    for name, value in body.items():
        child = getattr(parsed, name, None)
        if isinstance(value, dict) and hasattr(type(child), "model_fields"):
            found += unknown_keys(child, value)
    return found


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one(self):
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        name = self.path.removeprefix("/collections/").split("?")[0]
        print(json.dumps({"method": self.command, "name": name, "body": body}), file=sys.stderr, flush=True)
        if faults:
            fault = faults.pop(0)
            if fault == "silence":
                time.sleep(3600)
            return self.answer(int(fault), error="a fault that a test has asked for")
        if self.headers.get("api-key") != key:
            return self.answer(401, error="Must provide an API key or an Authorization bearer token")
        try:
            getattr(self, f"on_{self.command.lower()}")(name, body)
        except (ValidationError, ValueError) as error:
            self.answer(400, error=f"Format error in JSON body: {error}")

    do_GET = do_PUT = do_PATCH = do_DELETE = do_POST = handle_one

    def on_get(self, name, _):
        if name not in collections:
            return self.answer(404, error=f"Not found: Collection `{name}` doesn't exist!")
        self.answer(200, collections[name])

    def on_put(self, name, body):
        wanted = strictly(models.CreateCollection, body).model_dump(mode="json")
        if name in collections:
            return self.answer(409, error=f"Wrong input: Collection `{name}` already exists!")
        optimizers = {
            "deleted_threshold": 0.2,
            "vacuum_min_vector_number": 1000,
            "default_segment_number": 0,
            "flush_interval_sec": 5,
            **{k: v for k, v in (wanted["optimizers_config"] or {}).items() if v is not None},
        }
        collection = {
            "status": "green",
            "optimizer_status": "ok",
            "segments_count": 2,
            "config": {
                "params": {
                    "vectors": wanted["vectors"],
                    "shard_number": 1,
                    "replication_factor": wanted["replication_factor"] or 1,
                    "write_consistency_factor": wanted["write_consistency_factor"] or 1,
                },
                "hnsw_config": {"m": 16, "ef_construct": 100, "full_scan_threshold": 10000},
                "optimizer_config": optimizers,
            },
            "payload_schema": {},
        }
        # What we answer is held to the client's model too.
        models.CollectionInfo.model_validate(collection)
        collections[name] = collection
        self.answer(200, True)

    def on_patch(self, name, body):
        wanted = strictly(models.UpdateCollection, body).model_dump(mode="json", exclude_none=True)
        config = collections[name]["config"]
        config["optimizer_config"].update(wanted.get("optimizers_config", {}))
        config["params"].update(wanted.get("params", {}))
        self.answer(200, True)

    def answer(self, status, result=None, error=None):
        body = {"time": 0.001, "status": "ok" if error is None else {"error": error}, "result": result}
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
