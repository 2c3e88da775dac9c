"""MiniStack, which runs what CloudFormation made: a request goes through the REST API into the function, a message from
the queue into the other. `python behaviour`, with GATEWAY_PORT and BIND_HOST as MiniStack wants them.

What MiniStack's CloudFormation does not know is one of two kinds. What the functions' behaviour hangs on is made through
its own API (reserved concurrency). The rest stands in: a name and the attributes that others refer to, nothing behind
it. The engine next door makes those, so that an SDK can read them back; here nobody looks.
"""

import os
import sys

from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

STAND_INS = {
    "AWS::Backup::BackupSelection": (None, {"SelectionId": "{id}"}),
    "AWS::CodeDeploy::Application": ("ApplicationName", {}),
    "AWS::CodeDeploy::DeploymentGroup": ("DeploymentGroupName", {}),
    "AWS::EC2::EIP": (None, {"AllocationId": "eipalloc-{id}"}),
    "AWS::EC2::FlowLog": (None, {"Id": "{id}"}),
    "AWS::EC2::NatGateway": (None, {"NatGatewayId": "nat-{id}"}),
    "AWS::EC2::SecurityGroupEgress": (None, {"Id": "{id}"}),
    "AWS::EC2::SecurityGroupIngress": (None, {"Id": "{id}"}),
    "AWS::RDS::DBProxy": (
        "DBProxyName",
        {"DBProxyArn": "arn:aws:rds:{region}:{account}:db-proxy:{id}", "Endpoint": "{id}.proxy.internal"},
    ),
    "AWS::RDS::DBProxyTargetGroup": (None, {"TargetGroupArn": "arn:aws:rds:{region}:{account}:target-group:{id}"}),
    "AWS::WAFv2::WebACLAssociation": (None, {}),
    # There is no database behind them; the functions are tried against a real one in bootstrap.test.ts, migration.test.ts.
    "Custom::DatabaseMigration": (None, {}),
    "Custom::QdrantCollection": (None, {}),
    "Custom::PostgresBootstrap": (None, {}),
}


def stand_in(name, attributes):
    def create(logical_id, properties, stack_name):
        given = properties.get(name) or f"{stack_name}-{logical_id}".lower()
        facts = {"id": given, "region": get_region(), "account": get_account_id()}
        return given, {key: value.format(**facts) for key, value in attributes.items()}

    return {"create": create, "delete": lambda physical_id, properties: None}


def reserving(handler):
    """MiniStack's own handler of functions leaves the reservation out."""

    def create(logical_id, properties, stack_name):
        made = handler(logical_id, properties, stack_name)
        if "ReservedConcurrentExecutions" in properties:
            amount = int(properties["ReservedConcurrentExecutions"])
            lambda_svc._put_function_concurrency(made[0], {"ReservedConcurrentExecutions": amount})
        return made

    return create


def one_metric(handler):
    """MiniStack takes no formula: its first metric stands for it."""

    def create(logical_id, properties, stack_name):
        metrics = properties.get("Metrics")
        if not metrics:
            return handler(logical_id, properties, stack_name)
        stat = next(metric["MetricStat"] for metric in metrics if "MetricStat" in metric)
        plain = {key: value for key, value in properties.items() if key != "Metrics"}
        plain |= {key: stat["Metric"][key] for key in ("MetricName", "Namespace", "Dimensions")}
        return handler(logical_id, {**plain, "Statistic": stat["Stat"], "Period": stat["Period"]}, stack_name)

    return create


handlers = provisioners._RESOURCE_HANDLERS
for cfn_type, (name, attributes) in STAND_INS.items():
    handlers.setdefault(cfn_type, stand_in(name, attributes))
handlers["AWS::Lambda::Function"]["create"] = reserving(handlers["AWS::Lambda::Function"]["create"])
handlers["AWS::CloudWatch::Alarm"]["create"] = one_metric(handlers["AWS::CloudWatch::Alarm"]["create"])

if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    from ministack.app import main

    main()
