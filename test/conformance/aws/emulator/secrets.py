"""Secrets, parameters, and the key of the database."""

import json

from .calls import client
from .shim import Shim, shim


class Secret(Shim):
    service, elsewhere = "secretsmanager", ("GenerateSecretString",)
    rename = {"ReplicaRegions": "AddReplicaRegions"}

    def make(self):
        given = dict(self.c)
        rule = given.pop("GenerateSecretString", None)
        if rule is not None:
            template, key = rule.pop("SecretStringTemplate", None), rule.pop("GenerateStringKey", None)
            fitted = self.fit("get_random_password", rule, self.region)
            password = self.call("get_random_password", self.region, **fitted)["RandomPassword"]
            whole = None if template is None else json.dumps({**json.loads(template), key: password})
            given["SecretString"] = password if whole is None else whole
        self.o = self.call("create_secret", self.region, **self.fit("create_secret", given, self.region))

    def last_words(self):
        return {"ForceDeleteWithoutRecovery": True}


class Attachment(Shim):
    """Writes host, port and the rest of a cluster into the secret, as AWS does."""

    service, ref = "secretsmanager", "$c.SecretId"

    def make(self):
        clusters = client("rds", self.region).describe_db_clusters(DBClusterIdentifier=self.c["TargetId"])
        cluster = clusters["DBClusters"][0]
        known = json.loads(self.call("get_secret_value", self.region, SecretId=self.c["SecretId"])["SecretString"])
        known.update(
            engine="postgres",
            host=cluster["Endpoint"],
            port=cluster["Port"],
            dbname=cluster["DatabaseName"],
            dbClusterIdentifier=cluster["DBClusterIdentifier"],
        )
        self.call("put_secret_value", self.region, SecretId=self.c["SecretId"], SecretString=json.dumps(known))


class Key(Shim):
    service, elsewhere, rename = "kms", ("EnableKeyRotation",), {"KeyPolicy": "Policy"}

    @classmethod
    def prepare(cls, properties):
        tags = properties.get("Tags", [])
        return {**properties, "Tags": [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in tags]}

    def after(self, old=None):
        if not old and self.c.get("EnableKeyRotation"):
            self.call("enable_key_rotation", self.region, KeyId=self.physical_resource_id)


shim(
    "AWS::SecretsManager::Secret",
    Secret,
    name="Name",
    create="create_secret",
    update="update_secret",
    remove="delete_secret",
    describe="describe_secret",
    key={"SecretId": "$id"},
    ref="$o.ARN",
    attributes={"Id": "ARN"},
)
shim("AWS::SecretsManager::SecretTargetAttachment", Attachment)
shim(
    "AWS::KMS::Key",
    Key,
    create="create_key",
    remove="schedule_key_deletion",
    describe="describe_key",
    key={"KeyId": "$id"},
    pick="KeyMetadata",
    ref="$o.KeyMetadata.KeyId",
)
shim(
    "AWS::SSM::Parameter",
    service="ssm",
    name="Name",
    create="put_parameter",
    update="put_parameter",
    remove="delete_parameter",
    describe="get_parameter",
    key={"Name": "$id"},
    pick="Parameter",
    update_const={"Overwrite": True},
)
