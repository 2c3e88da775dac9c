"""The network: what moto makes, it has to be able to remove."""

from .calls import client
from .completed import complete
from .shim import Shim, shim


class Egress(Shim):
    service, ref = "ec2", "$o.SecurityGroupRules[0].SecurityGroupRuleId"

    def make(self):
        permission = {"IpProtocol": str(self.c["IpProtocol"])}
        permission |= {key: int(self.c[key]) for key in ("FromPort", "ToPort") if key in self.c}
        described = {"Description": self.c["Description"]} if "Description" in self.c else {}
        if "CidrIp" in self.c:
            permission["IpRanges"] = [{"CidrIp": self.c["CidrIp"], **described}]
        if "DestinationSecurityGroupId" in self.c:
            permission["UserIdGroupPairs"] = [{"GroupId": self.c["DestinationSecurityGroupId"], **described}]
        group = self.c["GroupId"]
        self.o = self.call("authorize_security_group_egress", self.region, GroupId=group, IpPermissions=[permission])

    def delete(self, account_id, region_name):
        """Goes with its group."""


def _address(region, name, properties):
    ec2 = client("ec2", region)
    for address in ec2.describe_addresses()["Addresses"]:
        if name in (address["PublicIp"], address.get("AllocationId")):
            ec2.release_address(AllocationId=address["AllocationId"])


def _internet_gateway(region, name, properties):
    ec2 = client("ec2", region)
    for attachment in ec2.describe_internet_gateways(InternetGatewayIds=[name])["InternetGateways"][0]["Attachments"]:
        ec2.detach_internet_gateway(InternetGatewayId=name, VpcId=attachment["VpcId"])
    ec2.delete_internet_gateway(InternetGatewayId=name)


def _route_table(region, name, properties):
    ec2 = client("ec2", region)
    for association in ec2.describe_route_tables(RouteTableIds=[name])["RouteTables"][0]["Associations"]:
        if not association.get("Main"):
            ec2.disassociate_route_table(AssociationId=association["RouteTableAssociationId"])
    ec2.delete_route_table(RouteTableId=name)


def _nat_gateway(region, name, properties):
    ec2 = client("ec2", region)
    addresses = ec2.describe_nat_gateways(NatGatewayIds=[name])["NatGateways"][0]["NatGatewayAddresses"]
    ec2.delete_nat_gateway(NatGatewayId=name)
    for address in addresses:
        ec2.delete_network_interface(NetworkInterfaceId=address["NetworkInterfaceId"])  # moto leaves it


def _endpoint(region, name, properties):
    client("ec2", region).delete_vpc_endpoints(VpcEndpointIds=[name])


def _flow_log(region, name, properties):
    client("ec2", region).delete_flow_logs(FlowLogIds=[name])


shim("AWS::EC2::SecurityGroupEgress", Egress)
complete("AWS::EC2::EIP", _address)
complete("AWS::EC2::FlowLog", _flow_log)
complete("AWS::EC2::InternetGateway", _internet_gateway)
complete("AWS::EC2::NatGateway", _nat_gateway)
complete("AWS::EC2::Route")
complete("AWS::EC2::RouteTable", _route_table)
complete("AWS::EC2::SecurityGroupIngress")
complete("AWS::EC2::SubnetRouteTableAssociation")
complete("AWS::EC2::VPCEndpoint", _endpoint)
complete("AWS::EC2::VPCGatewayAttachment")
