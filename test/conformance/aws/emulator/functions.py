"""Functions that really run: node in a process of its own, with nothing of this process's environment."""

import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.sqs.models import sqs_backends

from .calls import client, endpoint
from .completed import complete
from .shim import Shim, shim

_RUNNER = Path(__file__).with_name("runner.js")
_sdk = None


def use_sdk(folder):
    global _sdk
    _sdk = folder


def _run(self, event=None):
    """In place of moto's container. Gives (answer, failed, logs), as moto's does."""
    environment = {
        **self.environment_vars,
        "NODE_PATH": f"{_sdk}/node_modules",  # as Lambda does: its runtime carries the SDK
        "AWS_ENDPOINT_URL": endpoint(),
        "AWS_REGION": self.region,
        "AWS_ACCESS_KEY_ID": "function",
        "AWS_SECRET_ACCESS_KEY": "function",
        "AWS_LAMBDA_FUNCTION_NAME": self.function_name,
        "_HANDLER": self.handler,
    }
    timeout = int(self.timeout)
    with tempfile.TemporaryDirectory(prefix="memorai-function-") as task:
        zipfile.ZipFile(io.BytesIO(self.code_bytes)).extractall(task)
        command = [shutil.which("node"), str(_RUNNER), task, str(timeout * 1000)]
        given = event if isinstance(event, str) else json.dumps(event or {})
        reading, writing = os.pipe()
        try:
            ran = subprocess.run(
                [*command, str(writing)],
                input=given,
                capture_output=True,
                text=True,
                cwd=task,
                env=environment,
                timeout=timeout,
                pass_fds=[writing],
            )
        except subprocess.TimeoutExpired:
            message = f"Task timed out after {timeout}.00 seconds"
            return json.dumps({"errorMessage": message}), True, message
        finally:
            os.close(writing)
            answer = os.fdopen(reading).read()
    self.logs_backend.ensure_log_group(self.logs_group_name)
    self.save_logs(ran.stdout + ran.stderr)
    return answer, ran.returncode != 0, ran.stdout + ran.stderr


def _send_batch(self, function_arn, messages, queue_arn):
    """One event for the batch; takes out of `messages`, which moto deletes then, those that the function reports."""
    event = {
        "Records": [
            {
                "messageId": message.id,
                "receiptHandle": message.receipt_handle,
                "body": message.body,
                "attributes": {"ApproximateReceiveCount": str(message.approximate_receive_count)},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": queue_arn,
                "awsRegion": self.region_name,
            }
            for message in messages
        ]
    }
    if not messages:
        return True
    headers = {}
    answer = self.invoke(function_arn, None, json.dumps(event), {}, headers)
    if "x-amz-function-error" in headers:
        return False
    mapping = next(m for m in self._event_source_mappings.values() if m.function_arn == function_arn)
    reported = set()
    if "ReportBatchItemFailures" in (mapping.function_response_types or []):
        reported = {item["itemIdentifier"] for item in json.loads(answer)["batchItemFailures"]}
    queues = sqs_backends[self.account_id][self.region_name]
    name = queue_arn.split(":")[-1]
    for message in [m for m in messages if m.id in reported]:
        queues.change_message_visibility(name, message.receipt_handle, 0)  # sooner than on AWS: nobody waits here
        messages.remove(message)
    return True


def _map(self, spec, moto=LambdaBackend.create_event_source_mapping):
    """Lambda refuses a queue that shows a message again while the function still works on it."""
    queues = [
        queue
        for queue in sqs_backends[self.account_id][self.region_name].queues.values()
        if queue.queue_arn == spec["EventSourceArn"]
    ]
    for queue in queues:
        timeout = int(self.get_function(spec["FunctionName"]).timeout)
        if int(queue.visibility_timeout) < timeout:
            raise InvalidParameterValueException(
                f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than "
                f"Function timeout: {timeout} seconds"
            )
    mapping = moto(self, spec)
    alias = spec["FunctionName"].rpartition(":")[2]
    if ":" in spec["FunctionName"] and not mapping.function_arn.endswith(f":{alias}"):
        for queue in queues:  # moto keeps the version that the alias names now
            queue.lambda_event_source_mappings.pop(mapping.function_arn)
            mapping.function_arn = mapping.function_arn.rpartition(":")[0] + f":{alias}"
            queue.lambda_event_source_mappings[mapping.function_arn] = mapping
    return mapping


class Function(Shim):
    """moto's own forgets the architecture, tracing and reserved concurrency."""

    service, elsewhere = "lambda", ("ReservedConcurrentExecutions", "Code", "Architectures")

    def after(self, old=None):
        key = {"FunctionName": self.given}
        if old and old["Code"] != self.c["Code"]:
            self.call("update_function_code", self.region, **key, **self.c["Code"])
        reserved = self.c.get("ReservedConcurrentExecutions")
        if reserved is not None:
            self.call("put_function_concurrency", self.region, **key, ReservedConcurrentExecutions=int(reserved))


LambdaFunction._invoke_lambda = _run
LambdaBackend.send_sqs_batch = _send_batch
LambdaBackend.create_event_source_mapping = _map


def _log_retention(region, name, properties):
    days = int(properties["RetentionInDays"])
    client("logs", region).put_retention_policy(logGroupName=name, retentionInDays=days)


def _remove_log(region, name, properties):
    client("logs", region).delete_log_group(logGroupName=name)


shim(
    "AWS::Lambda::Function",
    Function,
    name="FunctionName",
    max_length=64,
    create="create_function",
    update="update_function_configuration",
    remove="delete_function",
    describe="get_function_configuration",
    key={"FunctionName": "$id"},
    attributes={"Arn": "FunctionArn"},
)


class Layer(Shim):
    """moto's own cannot be removed; what a function runs with, it does not see."""

    service = "lambda"

    def delete(self, account_id, region_name):
        version = {"LayerName": self.c["LayerName"], "VersionNumber": int(self.o["Version"])}
        self.call("delete_layer_version", self.region, **version)


shim("AWS::Lambda::LayerVersion", Layer, create="publish_layer_version", ref="$o.LayerVersionArn")
complete("AWS::Lambda::Permission")
complete("AWS::Logs::LogGroup", _remove_log, _log_retention)
