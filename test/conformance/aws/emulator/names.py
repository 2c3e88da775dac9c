"""Repositories, and names in Route 53."""

import json

from moto.route53 import models

from .calls import client
from .completed import complete
from .shim import Shim, shim

_given = models.create_route53_zone_id
models.create_route53_zone_id = lambda **more: f"Z{_given(**more)[1:]}"


class Repository(Shim):
    service, elsewhere = "ecr", ("LifecyclePolicy", "EmptyOnDelete", "RepositoryPolicyText")

    def after(self, old=None):
        own = {"repositoryName": self.given}
        if old and old.get("ImageTagMutability") != self.c.get("ImageTagMutability"):
            mutability = {"imageTagMutability": self.c["ImageTagMutability"]}
            self.call("put_image_tag_mutability", self.region, **own, **mutability)
        policy = (self.c.get("LifecyclePolicy") or {}).get("LifecyclePolicyText")
        if policy:
            self.call("put_lifecycle_policy", self.region, **own, lifecyclePolicyText=policy)
        access = self.c.get("RepositoryPolicyText")
        if access:
            self.call("set_repository_policy", self.region, **own, policyText=json.dumps(access))

    def last_words(self):
        return {"force": bool(self.c.get("EmptyOnDelete"))}


shim(
    "AWS::ECR::Repository",
    Repository,
    name="RepositoryName",
    lower=True,
    create="create_repository",
    remove="delete_repository",
    key={"repositoryName": "$id"},
    attributes={"Arn": "$o.repository.repositoryArn", "RepositoryUri": "$o.repository.repositoryUri"},
)


def _health_check(region, name, properties):
    client("route53", region).delete_health_check(HealthCheckId=name)


complete("AWS::Route53::HealthCheck", _health_check)
