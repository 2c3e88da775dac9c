"""ElastiCache: replication groups, and what they stand on. moto knows no parameter groups."""

from moto.core.responses import ActionResult
from moto.elasticache.models import elasticache_backends
from moto.elasticache.responses import ElastiCacheResponse

from .shim import Shim, shim

_groups = {}  # (account, region, name) -> the group and its parameters


def _named(self):
    return self.current_account, self.region, self._get_param("CacheParameterGroupName")


def _create_parameter_group(self):
    account, region, name = _named(self)
    group = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": self._get_param("CacheParameterGroupFamily"),
        "Description": self._get_param("Description"),
        "ARN": f"arn:aws:elasticache:{region}:{account}:parametergroup:{name}",
    }
    _groups[_named(self)] = {"group": group, "parameters": {}}
    return ActionResult({"CacheParameterGroup": group})


def _modify_parameter_group(self):
    given = {one["ParameterName"]: one["ParameterValue"] for one in self._get_param("ParameterNameValues", [])}
    _groups[_named(self)]["parameters"].update(given)
    return ActionResult({"CacheParameterGroupName": self._get_param("CacheParameterGroupName")})


def _describe_parameter_groups(self):
    account, region, name = _named(self)
    found = [one["group"] for key, one in _groups.items() if key[:2] == (account, region) and name in (None, key[2])]
    return ActionResult({"CacheParameterGroups": found})


def _describe_parameters(self):
    given = _groups[_named(self)]["parameters"].items()
    parameters = [{"ParameterName": name, "ParameterValue": value, "Source": "user"} for name, value in given]
    return ActionResult({"Parameters": parameters})


def _delete_parameter_group(self):
    del _groups[_named(self)]
    return ActionResult({})


def _delete_subnet_group(self):
    self.elasticache_backend.cache_subnet_groups.pop(self._get_param("CacheSubnetGroupName"))
    return ActionResult({})


ElastiCacheResponse.create_cache_parameter_group = _create_parameter_group
ElastiCacheResponse.modify_cache_parameter_group = _modify_parameter_group
ElastiCacheResponse.describe_cache_parameter_groups = _describe_parameter_groups
ElastiCacheResponse.describe_cache_parameters = _describe_parameters
ElastiCacheResponse.delete_cache_parameter_group = _delete_parameter_group
ElastiCacheResponse.delete_cache_subnet_group = _delete_subnet_group


class Cache(Shim):
    service, lower, max_length = "elasticache", True, 40


class ParameterGroup(Cache):
    elsewhere = ("Properties",)

    def after(self, old=None):
        given = [
            {"ParameterName": name, "ParameterValue": str(value)}
            for name, value in (self.c.get("Properties") or {}).items()
        ]
        if given:
            self.call("modify_cache_parameter_group", self.region, **self.value(self.key), ParameterNameValues=given)


class ReplicationGroup(Cache):
    @classmethod
    def prepare(cls, properties):
        # AWS takes it from the parameter group; moto wants to be told.
        shards = int(properties.get("NumNodeGroups", 1))
        return {**properties, **({"ClusterMode": "enabled"} if shards > 1 else {})}

    def delete(self, account_id, region_name):
        super().delete(account_id, region_name)
        # moto leaves it "deleting" for ever
        elasticache_backends[account_id][region_name].replication_groups.pop(self.physical_resource_id, None)

    def last_words(self):
        if self.spec.get("DeletionPolicy") == "Snapshot":
            return {"FinalSnapshotIdentifier": f"{self.physical_resource_id}-final"}
        return {}


shim(
    "AWS::ElastiCache::SubnetGroup",
    Cache,
    name="CacheSubnetGroupName",
    create="create_cache_subnet_group",
    remove="delete_cache_subnet_group",
    key={"CacheSubnetGroupName": "$id"},
    rename={"Description": "CacheSubnetGroupDescription"},
)
shim(
    "AWS::ElastiCache::ParameterGroup",
    ParameterGroup,
    name="CacheParameterGroupName",
    create="create_cache_parameter_group",
    remove="delete_cache_parameter_group",
    key={"CacheParameterGroupName": "$id"},
)
shim(
    "AWS::ElastiCache::ReplicationGroup",
    ReplicationGroup,
    name="ReplicationGroupId",
    create="create_replication_group",
    update="modify_replication_group",
    remove="delete_replication_group",
    describe="describe_replication_groups",
    key={"ReplicationGroupId": "$id"},
    pick="ReplicationGroups[0]",
    update_const={"ApplyImmediately": True},
    attributes={
        "PrimaryEndPoint.Address": "NodeGroups[0].PrimaryEndpoint.Address",
        "ConfigurationEndPoint.Address": "ConfigurationEndpoint.Address",
    },
)
