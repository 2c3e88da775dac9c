"""Buckets with all that keeps a backup, AWS Backup, and aliases of keys. moto's own bucket knows encryption and tags."""

from .calls import client
from .completed import complete
from .shim import Shim, shim


class Bucket(Shim):
    service, lower, max_length = "s3", True, 63

    def make(self):
        place = {"LocationConstraint": self.region}
        self.call(
            "create_bucket",
            self.region,
            Bucket=self.given,
            **({} if self.region == "us-east-1" else {"CreateBucketConfiguration": place}),
            **({"ObjectLockEnabledForBucket": True} if self.c.get("ObjectLockEnabled") else {}),
        )

    def after(self, old=None):
        for name, (operation, parameter, convert) in _parts.items():
            if name in self.c and (not old or old.get(name) != self.c[name]):
                self.put(operation, parameter, convert(self.c[name]))

    def put(self, operation, parameter, value):
        fitted = self.fit(operation, {"Bucket": self.physical_resource_id, parameter: value}, self.region)
        self.call(operation, self.region, **fitted)

    def value(self, expression):
        if expression == "$arn":
            return f"arn:aws:s3:::{self.given}"
        if expression == "$domain":
            return f"{self.given}.s3.{self.region}.amazonaws.com"
        return super().value(expression)


def _encryption(given):
    rules = [
        {"ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"], **{"BucketKeyEnabled": True}}
        for rule in given["ServerSideEncryptionConfiguration"]
    ]
    return {"Rules": rules}


def _lifecycle(given):
    """CloudFormation has days as fields of the rule, the API as fields of an expiration."""
    rules = []
    for rule in given["Rules"]:
        rest = {key: value for key, value in rule.items() if not key.startswith("Expir")}
        expiration = {"Days": rule.get("ExpirationInDays"), "ExpiredObjectDeleteMarker": rule.get("ExpiredObjectDeleteMarker")}
        present = {key: value for key, value in expiration.items() if value is not None}
        expires = {"Expiration": present} if present else {}
        rules.append({**rest, "ID": rest.pop("Id"), "Filter": {"Prefix": ""}, **expires})
    return {"Rules": [{key: value for key, value in rule.items() if key != "Id"} for rule in rules]}


def _same(given):
    return given


_parts = {
    "BucketEncryption": ("put_bucket_encryption", "ServerSideEncryptionConfiguration", _encryption),
    "VersioningConfiguration": ("put_bucket_versioning", "VersioningConfiguration", _same),
    "PublicAccessBlockConfiguration": ("put_public_access_block", "PublicAccessBlockConfiguration", _same),
    "LifecycleConfiguration": ("put_bucket_lifecycle_configuration", "LifecycleConfiguration", _lifecycle),
    "OwnershipControls": ("put_bucket_ownership_controls", "OwnershipControls", _same),
    "ObjectLockConfiguration": ("put_object_lock_configuration", "ObjectLockConfiguration", _same),
    "ReplicationConfiguration": ("put_bucket_replication", "ReplicationConfiguration", _same),
    "Tags": ("put_bucket_tagging", "Tagging", lambda given: {"TagSet": given}),
}


class Vault(Shim):
    service, elsewhere = "backup", ("LockConfiguration",)

    def after(self, old=None):
        lock = self.c.get("LockConfiguration")
        if lock is not None:
            fitted = self.fit("put_backup_vault_lock_configuration", lock, self.region)
            self.call("put_backup_vault_lock_configuration", self.region, **self.value(self.key), **fitted)


class Plan(Shim):
    service = "backup"

    @classmethod
    def prepare(cls, properties):
        """CloudFormation's names of the parts of a plan are not the API's."""
        plan = properties["BackupPlan"]
        rules = [
            {
                **{key: rule[key] for key in ("RuleName", "ScheduleExpression", "StartWindowMinutes", "CompletionWindowMinutes", "Lifecycle") if key in rule},
                "TargetBackupVaultName": rule["TargetBackupVault"],
                "CopyActions": rule.get("CopyActions", []),
            }
            for rule in plan["BackupPlanRule"]
        ]
        return {**properties, "BackupPlan": {"BackupPlanName": plan["BackupPlanName"], "Rules": rules}}


shim(
    "AWS::S3::Bucket",
    Bucket,
    name="BucketName",
    remove="delete_bucket",
    key={"Bucket": "$id"},
    attributes={"Arn": "$arn", "RegionalDomainName": "$domain"},
)
shim(
    "AWS::Backup::BackupVault",
    Vault,
    name="BackupVaultName",
    create="create_backup_vault",
    remove="delete_backup_vault",
    key={"BackupVaultName": "$id"},
)
shim(
    "AWS::Backup::BackupPlan",
    Plan,
    create="create_backup_plan",
    remove="delete_backup_plan",
    key={"BackupPlanId": "$id"},
    ref="$o.BackupPlanId",
)


def _alias(region, name, properties):
    client("kms", region).delete_alias(AliasName=properties["AliasName"])


complete("AWS::KMS::Alias", _alias)


class Selection(Shim):
    """moto's AWS Backup has no selections: that its plan is there is all that can be seen."""

    service = "backup"

    def make(self):
        self.o = self.call("get_backup_plan", self.region, BackupPlanId=self.c["BackupPlanId"])


shim("AWS::Backup::BackupSelection", Selection, ref="$o.BackupPlanId")
