"""The REST API, and the web ACL before it."""

from .completed import complete
from .shim import Shim, shim


class Stage(Shim):
    service, elsewhere = "apigateway", ("MethodSettings", "AccessLogSetting")

    def after(self, old=None):
        operations = [("/deploymentId", self.c["DeploymentId"])] if old else []
        for setting in self.c.get("MethodSettings") or []:
            resource = setting.get("ResourcePath", "/*").strip("/").replace("/", "~1") or "~1"
            for key, path in _METHOD_SETTINGS.items():
                if key in setting:
                    operations.append((f"/{resource}/{setting.get('HttpMethod', '*')}/{path}", setting[key]))
        log = self.c.get("AccessLogSetting")
        if log:
            operations += [
                ("/accessLogSettings/destinationArn", log["DestinationArn"]),
                ("/accessLogSettings/format", log["Format"]),
            ]
        patches = [
            {"op": "replace", "path": path, "value": str(item).lower() if isinstance(item, bool) else str(item)}
            for path, item in operations
        ]
        if patches:
            self.call("update_stage", self.region, **self.value(self.key), patchOperations=patches)


_METHOD_SETTINGS = {
    "LoggingLevel": "logging/loglevel",
    "MetricsEnabled": "metrics/enabled",
    "DataTraceEnabled": "logging/dataTrace",
    "ThrottlingRateLimit": "throttling/rateLimit",
    "ThrottlingBurstLimit": "throttling/burstLimit",
}


class Method(Shim):
    service = "apigateway"

    def make(self):
        key = {"restApiId": self.c["RestApiId"], "resourceId": self.c["ResourceId"], "httpMethod": self.c["HttpMethod"]}
        method = {name: item for name, item in self.c.items() if name not in ("Integration", "MethodResponses")}
        self.put("put_method", method, {})
        for response in self.c.get("MethodResponses", []):
            self.put("put_method_response", response, key)
        integration = dict(self.c["Integration"])
        responses = integration.pop("IntegrationResponses", [])
        method = integration.pop("IntegrationHttpMethod", self.c["HttpMethod"])
        self.put("put_integration", integration, {**key, "integrationHttpMethod": method})
        for response in responses:
            self.put("put_integration_response", response, key)
        self.o = {}

    def put(self, operation, properties, key):
        self.call(operation, self.region, **{**self.fit(operation, properties, self.region), **key})


class Account(Shim):
    service = "apigateway"

    def make(self):
        role = {"op": "replace", "path": "/cloudwatchRoleArn", "value": self.c["CloudWatchRoleArn"]}
        self.o = self.call("update_account", self.region, patchOperations=[role])


class WebAcl(Shim):
    service, ref = "wafv2", "$o.Summary.Id"
    attributes = {"Arn": "$o.Summary.ARN", "Id": "$o.Summary.Id"}

    def delete(self, account_id, region_name):
        key = {"Name": self.o["Summary"]["Name"], "Id": self.o["Summary"]["Id"], "Scope": "REGIONAL"}
        token = self.call("get_web_acl", self.region, **key)["LockToken"]
        self.call("delete_web_acl", self.region, **key, LockToken=token)


shim(
    "AWS::ApiGateway::RestApi",
    service="apigateway",
    create="create_rest_api",
    remove="delete_rest_api",
    describe="get_rest_api",
    key={"restApiId": "$id"},
    ref="$o.id",
)
shim(
    "AWS::ApiGateway::Stage",
    Stage,
    name="StageName",
    create="create_stage",
    remove="delete_stage",
    key={"restApiId": "$c.RestApiId", "stageName": "$name"},
)
shim("AWS::ApiGateway::Account", Account)
shim("AWS::ApiGateway::Method", Method)
shim(
    "AWS::ApiGateway::GatewayResponse",
    service="apigateway",
    create="put_gateway_response",
    remove="delete_gateway_response",
    key={"restApiId": "$c.RestApiId", "responseType": "$c.ResponseType"},
)
shim("AWS::WAFv2::WebACL", WebAcl, name="Name", create="create_web_acl")
shim(
    "AWS::WAFv2::WebACLAssociation",
    service="wafv2",
    create="associate_web_acl",
    remove="disassociate_web_acl",
    key={"ResourceArn": "$c.ResourceArn"},
)


complete("AWS::ApiGateway::Resource")
complete("AWS::ApiGateway::Deployment")
