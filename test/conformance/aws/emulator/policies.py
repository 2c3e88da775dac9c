"""Queues, the policies of queues and buckets, and policies of their own."""

import json

from moto.cloudformation.exceptions import ValidationError
from moto.iam.access_control import IAMPolicy
from moto.s3.models import FakeBucket

from .calls import client
from .completed import complete
from .shim import Shim, shim


class Queue(Shim):
    """moto's own forgets the redrive policy and the retention in an update."""

    service, update = "sqs", "set_queue_attributes"

    @staticmethod
    def fit_attributes(properties):
        attributes = {key: item for key, item in properties.items() if key not in ("QueueName", "Tags")}
        return {
            key: json.dumps(item) if isinstance(item, (dict, bool)) else str(item) for key, item in attributes.items()
        }

    def make(self):
        urls = self.call("list_queues", self.region).get("QueueUrls", [])
        if any(url.endswith(f"/{self.given}") for url in urls):  # SQS itself takes the same queue twice
            message = f"Resource of type 'AWS::SQS::Queue' with identifier '{self.given}' already exists."
            raise ValidationError(message=message)
        tags = {tag["Key"]: tag["Value"] for tag in self.c.get("Tags", [])}
        attributes = self.fit_attributes(self.c)
        self.o = self.call("create_queue", self.region, QueueName=self.given, Attributes=attributes, tags=tags)

    @classmethod
    def fit(cls, operation, properties, region):
        return {"Attributes": cls.fit_attributes(properties)}

    def get_cfn_attribute(self, name):
        url = self.physical_resource_id
        own = self.call("get_queue_attributes", self.region, QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
        return {"Arn": own["QueueArn"], "QueueName": self.given, "QueueUrl": url}[name]


class Policy(Shim):
    """A policy document, put on each of its targets."""

    field = ""

    def make(self):
        self.o = {}
        self.put_all(json.dumps(self.c["PolicyDocument"]))

    def after(self, old=None):
        if old:
            self.put_all(json.dumps(self.c["PolicyDocument"]))

    def put_all(self, document):
        targets = self.c[self.field]
        for target in [targets] if isinstance(targets, str) else targets:
            self.put(target, document)


def _put_queue(self, target, document):
    client("sqs", self.region).set_queue_attributes(QueueUrl=target, Attributes={"Policy": document})


def _put_bucket(self, target, document):
    client("s3", self.region).put_bucket_policy(Bucket=target, Policy=document)


shim(
    "AWS::SQS::Queue",
    Queue,
    name="QueueName",
    remove="delete_queue",
    key={"QueueUrl": "$id"},
    ref="$o.QueueUrl",
)
shim("AWS::SQS::QueuePolicy", Policy, field="Queues", put=_put_queue)
shim("AWS::S3::BucketPolicy", Policy, field="Bucket", put=_put_bucket)


def _permission(self, action, resource, moto=FakeBucket.get_permission):
    """moto reads a statement as if it had no condition, so 'deny without TLS' closes the bucket: leave those out."""
    if self.policy is None:
        return moto(self, action, resource)
    document = json.loads(self.policy)
    document["Statement"] = [statement for statement in document["Statement"] if not statement.get("Condition")]
    return IAMPolicy(json.dumps(document)).is_action_permitted(action, resource)


FakeBucket.get_permission = _permission


def _managed_policy(region, arn, properties):
    client("iam", region).delete_policy(PolicyArn=arn)


complete("AWS::IAM::ManagedPolicy", _managed_policy)
