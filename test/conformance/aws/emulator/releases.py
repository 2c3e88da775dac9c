"""Versions, aliases and CodeDeploy. Traffic moves at once: nobody waits here, and no alarm rings by itself."""

from moto.codedeploy.models import codedeploy_backends

from .shim import Shim, shim


class Alias(Shim):
    service, name = "lambda", "Name"
    create, remove, ref = "create_alias", "delete_alias", "$o.AliasArn"
    key = {"FunctionName": "$c.FunctionName", "Name": "$name"}
    attributes = {"AliasArn": "$id"}

    def after(self, old=None):
        if old:
            self.call("update_alias", self.region, **self.value(self.key), FunctionVersion=self.c["FunctionVersion"])


class Application(Shim):
    service, name, create = "codedeploy", "ApplicationName", "create_application"

    def delete(self, account_id, region_name):
        codedeploy_backends[account_id][region_name].applications.pop(self.given, None)


class DeploymentGroup(Shim):
    service, name, create = "codedeploy", "DeploymentGroupName", "create_deployment_group"

    def delete(self, account_id, region_name):
        groups = codedeploy_backends[account_id][region_name].deployment_groups
        groups.get(self.c["ApplicationName"], {}).pop(self.given, None)


shim(
    "AWS::Lambda::Version",
    service="lambda",
    create="publish_version",
    remove="delete_function",
    key={"FunctionName": "$c.FunctionName", "Qualifier": "$o.Version"},
    ref="$o.FunctionArn",
    attributes={"Version": "$o.Version", "FunctionArn": "$id"},
)
shim("AWS::Lambda::Alias", Alias)
shim("AWS::CodeDeploy::Application", Application)
shim("AWS::CodeDeploy::DeploymentGroup", DeploymentGroup)
