"""Alarms, the topic that they tell, the dashboard: moto has the API of all, and of the types only the topic and dashboard."""

from .shim import Shim, shim


class Alarm(Shim):
    service, name, create, remove = "cloudwatch", "AlarmName", "put_metric_alarm", "delete_alarms"
    key = {"AlarmNames": ["$id"]}
    describe, pick = "describe_alarms", "MetricAlarms[0]"
    attributes = {"Arn": "AlarmArn"}

    def after(self, old=None):
        if old:  # one operation for both
            self.make()


class Dashboard(Shim):
    service, name, create, remove = "cloudwatch", "DashboardName", "put_dashboard", "delete_dashboards"
    key = {"DashboardNames": ["$id"]}

    def after(self, old=None):
        if old:
            self.make()


class Topic(Shim):
    """Most of its properties are attributes of the API."""

    service, name, create, remove, ref = "sns", "TopicName", "create_topic", "delete_topic", "$o.TopicArn"
    rename, elsewhere = {"TopicName": "Name"}, ("DisplayName", "KmsMasterKeyId")
    key = {"TopicArn": "$id"}
    attributes = {"TopicArn": "$id", "TopicName": "$name"}

    def after(self, old=None):
        for attribute in self.elsewhere:
            if attribute in self.c:
                value = str(self.c[attribute])
                self.call("set_topic_attributes", self.region, **self.value(self.key), AttributeName=attribute, AttributeValue=value)


class TopicPolicy(Shim):
    service = "sns"

    def make(self):
        document = self.fit("set_topic_attributes", {"AttributeValue": self.c["PolicyDocument"]}, self.region)
        for arn in self.c["Topics"]:
            self.call("set_topic_attributes", self.region, TopicArn=arn, AttributeName="Policy", **document)


shim("AWS::CloudWatch::Alarm", Alarm)
shim("AWS::CloudWatch::Dashboard", Dashboard)
shim("AWS::SNS::Topic", Topic)
shim("AWS::SNS::TopicPolicy", TopicPolicy)
shim(
    "AWS::SNS::Subscription",
    service="sns",
    create="subscribe",
    remove="unsubscribe",
    key={"SubscriptionArn": "$id"},
    ref="$o.SubscriptionArn",
)
