"""Aurora: clusters, instances, their groups, and the proxy."""

import uuid

from .shim import Shim, shim


class Rds(Shim):
    service, lower, max_length = "rds", True, 60


class Cluster(Rds):
    rename = {"PerformanceInsightsEnabled": "EnablePerformanceInsights"}

    def last_words(self):
        if self.spec.get("DeletionPolicy") == "Snapshot":
            return {"FinalDBSnapshotIdentifier": f"{self.physical_resource_id}-final-{uuid.uuid4().hex[:6]}"}
        return {"SkipFinalSnapshot": True}

    def after(self, old=None):
        if old and old.get("Tags") != self.c.get("Tags"):
            arn = self.get_cfn_attribute("DBClusterArn")
            self.call("add_tags_to_resource", self.region, ResourceName=arn, Tags=self.c["Tags"])


class Instance(Rds):
    def last_words(self):
        return {"SkipFinalSnapshot": True}  # the data is the cluster's


class ParameterGroup(Rds):
    elsewhere = ("Parameters",)

    def after(self, old=None):
        given = [
            {"ParameterName": name, "ParameterValue": str(value), "ApplyMethod": "pending-reboot"}
            for name, value in (self.c.get("Parameters") or {}).items()
        ]
        if given:
            self.call("modify_db_cluster_parameter_group", self.region, **self.value(self.key), Parameters=given)


class TargetGroup(Rds):
    create, elsewhere = "register_db_proxy_targets", ("ConnectionPoolConfigurationInfo",)

    def make(self):
        super().make()
        proxy = self.c["DBProxyName"]
        self.o = self.call("describe_db_proxy_target_groups", self.region, DBProxyName=proxy)["TargetGroups"][0]

    def after(self, old=None):
        self.call(
            "modify_db_proxy_target_group",
            self.region,
            DBProxyName=self.c["DBProxyName"],
            TargetGroupName="default",
            ConnectionPoolConfig=self.c["ConnectionPoolConfigurationInfo"],
        )


shim(
    "AWS::RDS::DBCluster",
    Cluster,
    name="DBClusterIdentifier",
    create="create_db_cluster",
    update="modify_db_cluster",
    remove="delete_db_cluster",
    describe="describe_db_clusters",
    key={"DBClusterIdentifier": "$id"},
    pick="DBClusters[0]",
    update_const={"ApplyImmediately": True},
    attributes={"Endpoint.Address": "Endpoint", "Endpoint.Port": "Port", "ReadEndpoint.Address": "ReaderEndpoint"},
)
class GlobalCluster(Rds):
    def delete(self, account_id, region_name):
        """Its members leave first, as CloudFormation's own handler lets the source leave."""
        found = self.call("describe_global_clusters", self.region, **self.value(self.key))["GlobalClusters"]
        for member in found[0]["GlobalClusterMembers"] if found else []:
            self.call(
                "remove_from_global_cluster",
                self.region,
                **self.value(self.key),
                DbClusterIdentifier=member["DBClusterArn"],
            )
        super().delete(account_id, region_name)


shim(
    "AWS::RDS::GlobalCluster",
    GlobalCluster,
    name="GlobalClusterIdentifier",
    create="create_global_cluster",
    remove="delete_global_cluster",
    describe="describe_global_clusters",
    key={"GlobalClusterIdentifier": "$id"},
    pick="GlobalClusters[0]",
)
shim(
    "AWS::RDS::DBInstance",
    Instance,
    name="DBInstanceIdentifier",
    create="create_db_instance",
    update="modify_db_instance",
    remove="delete_db_instance",
    describe="describe_db_instances",
    key={"DBInstanceIdentifier": "$id"},
    pick="DBInstances[0]",
    update_const={"ApplyImmediately": True},
)
shim(
    "AWS::RDS::DBClusterParameterGroup",
    ParameterGroup,
    name="DBClusterParameterGroupName",
    create="create_db_cluster_parameter_group",
    remove="delete_db_cluster_parameter_group",
    key={"DBClusterParameterGroupName": "$id"},
    rename={"Family": "DBParameterGroupFamily"},
)
shim(
    "AWS::RDS::DBSubnetGroup",
    Rds,
    name="DBSubnetGroupName",
    create="create_db_subnet_group",
    update="modify_db_subnet_group",
    remove="delete_db_subnet_group",
    key={"DBSubnetGroupName": "$id"},
)
shim(
    "AWS::RDS::DBProxy",
    Rds,
    name="DBProxyName",
    create="create_db_proxy",
    remove="delete_db_proxy",
    describe="describe_db_proxies",
    key={"DBProxyName": "$id"},
    pick="DBProxies[0]",
)
shim("AWS::RDS::DBProxyTargetGroup", TargetGroup, ref="$o.TargetGroupArn")
