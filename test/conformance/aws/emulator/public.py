"""The public host of an API: certificate, domain name, mapping, record."""

from moto.route53 import models as route53

from .completed import complete
from .shim import Shim, shim


class DomainName(Shim):
    service, name, create, remove = "apigateway", "DomainName", "create_domain_name", "delete_domain_name"
    key = {"domainName": "$id"}
    describe = "get_domain_name"

    def after(self, old=None):
        if old:
            raise RuntimeError("the emulator cannot change a domain name")


class Certificate(Shim):
    service = "acm"

    @classmethod
    def prepare(cls, properties):
        properties.pop("DomainValidationOptions", None)  # CloudFormation's own work: moto issues without a proof
        return properties


shim(
    "AWS::CertificateManager::Certificate",
    Certificate,
    create="request_certificate",
    remove="delete_certificate",
    key={"CertificateArn": "$id"},
    ref="$o.CertificateArn",
)
shim("AWS::ApiGateway::DomainName", DomainName)
shim(
    "AWS::ApiGateway::BasePathMapping",
    service="apigateway",
    create="create_base_path_mapping",
    remove="delete_base_path_mapping",
    key={"domainName": "$c.DomainName", "basePath": "(none)"},
)
complete("AWS::Route53::RecordSet")

_zone_id = route53.create_route53_zone_id
route53.create_route53_zone_id = lambda *args, **more: "Z" + _zone_id(*args, **more)[1:]  # as Route 53's own
