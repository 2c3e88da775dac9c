"""EKS: clusters, node groups, add-ons, Pod Identity and access entries. State is what was given, as the API says it."""

import uuid

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.eks import urls
from moto.eks.responses import EKSResponse

from .calls import client
from .shim import Shim, shim

_clusters = {}  # by name; each holds its own parts by kind

# In the names of operations; in answers; the key; the part of the ARN; in the answer of a list.
_KINDS = (
    ("nodegroup", "nodegroup", "nodegroupName", "nodegroup", "nodegroups"),
    ("addon", "addon", "addonName", "addon", "addons"),
    ("pod_identity_association", "association", "associationId", "podidentityassociation", "associations"),
    ("access_entry", "accessEntry", "principalArn", "access-entry", "accessEntries"),
)


def _fail(code, message):
    raise JsonRESTError(code, message, code=409 if code == "ResourceInUseException" else 404)


class Eks(EKSResponse):
    def given(self):
        """The request's parameters, and the cluster that it names."""
        self.parse_parameters(self.normalized_request)
        given = {key[0].lower() + key[1:]: value for key, value in dict(self.params).items() if value is not None}
        return given, given.pop("clusterName", None) or given.pop("name")

    def cluster(self, name):
        return _clusters[name] if name in _clusters else _fail("ResourceNotFoundException", f"No cluster {name}")

    def create_cluster(self):
        given, name = self.given()
        if name in _clusters:
            _fail("ResourceInUseException", f"Cluster already exists with name: {name}")
        ec2 = client("ec2", self.region)
        vpc = ec2.describe_subnets(SubnetIds=given["resourcesVpcConfig"]["subnetIds"])["Subnets"][0]["VpcId"]
        group = ec2.create_security_group(GroupName=f"eks-cluster-sg-{name}", Description="EKS", VpcId=vpc)["GroupId"]
        _clusters[name] = {
            **{answer: {} for _, answer, *_ in _KINDS},
            "own": {
                **given,
                "name": name,
                "arn": f"arn:aws:eks:{self.region}:{self.current_account}:cluster/{name}",
                "status": "ACTIVE",
                "endpoint": f"https://{uuid.uuid4().hex[:16]}.eks.{self.region}.amazonaws.com",
                "certificateAuthority": {"data": "bm9uZQ=="},
                "resourcesVpcConfig": {**given["resourcesVpcConfig"], "vpcId": vpc, "clusterSecurityGroupId": group},
            },
        }
        return ActionResult({"cluster": _clusters[name]["own"]})

    def describe_cluster(self):
        return ActionResult({"cluster": self.cluster(self.given()[1])["own"]})

    def list_clusters(self):
        return ActionResult({"clusters": sorted(_clusters)})

    def update_cluster_version(self):
        given, name = self.given()
        return self.updated(self.cluster(name)["own"], {"version": given["version"]})

    def update_cluster_config(self):
        given, name = self.given()
        own = self.cluster(name)["own"]
        network = {**own["resourcesVpcConfig"], **given.pop("resourcesVpcConfig", {})}
        return self.updated(own, {**given, "resourcesVpcConfig": network})

    def delete_cluster(self):
        _, name = self.given()
        cluster = self.cluster(name)
        if cluster["nodegroup"]:
            _fail("ResourceInUseException", "Cluster has nodegroups attached")
        if cluster["own"].get("deletionProtection"):
            _fail("ResourceInUseException", f"Cluster {name} has deletion protection")
        group = cluster["own"]["resourcesVpcConfig"]["clusterSecurityGroupId"]
        client("ec2", self.region).delete_security_group(GroupId=group)
        return ActionResult({"cluster": _clusters.pop(name)["own"]})

    def update_nodegroup_config(self):
        given, name = self.given()
        own = self.part(name, "nodegroup", given["nodegroupName"])
        labels, taints = given.pop("labels", {}), given.pop("taints", {})
        kept = {key: value for key, value in own.get("labels", {}).items() if key not in labels.get("removeLabels", [])}
        gone = [*taints.get("removeTaints", []), *taints.get("addOrUpdateTaints", [])]
        still = [taint for taint in own.get("taints", []) if taint not in gone]
        changed = {
            "labels": {**kept, **labels.get("addOrUpdateLabels", {})},
            "taints": [*still, *taints.get("addOrUpdateTaints", [])],
        }
        return self.updated(own, {**given, **changed})

    def update_nodegroup_version(self):
        given, name = self.given()
        return self.updated(self.part(name, "nodegroup", given["nodegroupName"]), given)

    def associate_access_policy(self):
        given, name = self.given()
        entry = self.part(name, "accessEntry", given.pop("principalArn"))
        entry["policies"][given["policyArn"]] = given
        return ActionResult({"associatedAccessPolicy": given})

    def disassociate_access_policy(self):
        given, name = self.given()
        self.part(name, "accessEntry", given["principalArn"])["policies"].pop(given["policyArn"], None)
        return ActionResult({})

    def list_associated_access_policies(self):
        given, name = self.given()
        entry = self.part(name, "accessEntry", given["principalArn"])
        return ActionResult({"associatedAccessPolicies": list(entry["policies"].values())})

    def part(self, name, kind, key):
        parts = self.cluster(name)[kind]
        return parts[key] if key in parts else _fail("ResourceNotFoundException", f"No {kind} found for: {key}")

    def updated(self, own, given):
        own.update(given)
        return ActionResult({"update": {"id": str(uuid.uuid4()), "status": "Successful"}})


def _operations(operation, answer, key, arn, plural):
    """Create, describe, update, delete and list of one kind of part."""

    def create(self):
        given, name = self.given()
        parts, own = self.cluster(name)[answer], given.get(key) or f"a-{uuid.uuid4().hex[:17]}"
        account = (given.get("namespace"), given.get("serviceAccount"))
        twice = answer == "association" and account in [(p["namespace"], p["serviceAccount"]) for p in parts.values()]
        if own in parts or twice:
            _fail("ResourceInUseException", f"{answer} already exists: {own}")
        path = f"arn:aws:eks:{self.region}:{self.current_account}:{arn}/{name}/{own}"
        parts[own] = {**given, "clusterName": name, key: own, f"{answer}Arn": path, "createdAt": utcnow()}
        if answer == "accessEntry":
            parts[own]["policies"] = {}
        else:
            parts[own]["status"] = "ACTIVE"
        if answer == "addon":  # the API lists associations by ARN
            for association in parts[own].pop("podIdentityAssociations", []):
                made = {**association, "namespace": "kube-system", "clusterName": name, "ownerArn": path}
                self.cluster(name)["association"][f"a-{uuid.uuid4().hex[:17]}"] = made
        return ActionResult({answer: parts[own]})

    def describe(self):
        given, name = self.given()
        return ActionResult({answer: self.part(name, answer, given[key])})

    def update(self):
        given, name = self.given()
        own = self.part(name, answer, given[key])
        own.update({key: value for key, value in given.items() if key != "podIdentityAssociations"})
        return ActionResult({answer: own, "update": {"id": str(uuid.uuid4()), "status": "Successful"}})

    def delete(self):
        given, name = self.given()
        own = self.part(name, answer, given[key])
        parts = self.cluster(name)
        del parts[answer][given[key]]
        arn = own.get(f"{answer}Arn")
        parts["association"] = {k: v for k, v in parts["association"].items() if v.get("ownerArn") != arn}
        return ActionResult({answer: own})

    def listed(self):
        parts = self.cluster(self.given()[1])[answer]
        own = [{**part, "associationId": k} for k, part in parts.items()] if answer == "association" else list(parts)
        return ActionResult({plural: own})

    # The plural in the name of the list operation is the plain one, but for entries.
    many = "access_entries" if operation == "access_entry" else f"{operation}s"
    for name, function in (
        (f"create_{operation}", create),
        (f"describe_{operation}", describe),
        (f"update_{operation}", update),
        (f"delete_{operation}", delete),
        (f"list_{many}", listed),
    ):
        if name not in vars(Eks):
            setattr(Eks, name, function)


for _kind in _KINDS:
    _operations(*_kind)
for _path in (*urls.url_paths, "{0}/clusters/(?P<name>[^/]+)/(?P<rest>.+)$"):
    urls.url_paths[_path] = Eks.dispatch


class Part(Shim):
    service, max_length = "eks", 60


class Cluster(Part):
    elsewhere = ("Logging",)

    def logging(self):
        enabled = ((self.c.get("Logging") or {}).get("ClusterLogging") or {}).get("EnabledTypes") or []
        return {"clusterLogging": [{"types": [one["Type"] for one in enabled], "enabled": True}]}

    def make(self):
        fitted = self.fit("create_cluster", {k: v for k, v in self.c.items() if k != "Logging"}, self.region)
        self.o = self.call("create_cluster", self.region, **fitted, logging=self.logging())

    def after(self, old=None):
        if old and old.get("Version") != self.c.get("Version"):
            self.call("update_cluster_version", self.region, name=self.given, version=self.c["Version"])
        parts = ("ResourcesVpcConfig", "DeletionProtection", "Logging")
        if old and any(old.get(part) != self.c.get(part) for part in parts):
            changed = {part: self.c[part] for part in parts[:2] if part in self.c}
            fitted = self.fit("update_cluster_config", changed, self.region)
            self.call("update_cluster_config", self.region, name=self.given, logging=self.logging(), **fitted)


class Nodegroup(Part):
    elsewhere = ("ForceUpdateEnabled",)

    def make(self):
        template = self.c["LaunchTemplate"]
        client("ec2", self.region).describe_launch_template_versions(
            LaunchTemplateId=template["Id"], Versions=[str(template["Version"])]
        )
        super().make()

    def after(self, old=None):
        if not old:
            return
        own = {"clusterName": self.c["ClusterName"], "nodegroupName": self.given}
        config = ("ScalingConfig", "UpdateConfig")
        lists = ("Labels", "Taints")
        if any(old.get(part) != self.c.get(part) for part in (*config, *lists)):
            fitted = self.fit("update_nodegroup_config", {k: self.c[k] for k in config if k in self.c}, self.region)
            now, was = self.c.get("Labels") or {}, old.get("Labels") or {}
            taints = [[{k[0].lower() + k[1:]: v for k, v in one.items()} for one in c.get("Taints") or []] for c in (self.c, old)]
            self.call(
                "update_nodegroup_config",
                self.region,
                **own,
                **fitted,
                labels={"addOrUpdateLabels": now, "removeLabels": [name for name in was if name not in now]},
                taints={
                    "addOrUpdateTaints": [one for one in taints[0] if one not in taints[1]],
                    "removeTaints": [one for one in taints[1] if one not in taints[0]],
                },
            )
        software = ("Version", "ReleaseVersion", "LaunchTemplate")
        if any(old.get(part) != self.c.get(part) for part in software):
            fitted = self.fit("update_nodegroup_version", {k: self.c[k] for k in software if k in self.c}, self.region)
            self.call("update_nodegroup_version", self.region, **{**own, **fitted})


class AccessEntry(Part):
    elsewhere = ("AccessPolicies",)

    def after(self, old=None):
        now, was = ({one["PolicyArn"]: one for one in (c or {}).get("AccessPolicies") or []} for c in (self.c, old))
        for arn, one in now.items():
            if was.get(arn) != one:
                scope = {key.lower(): value for key, value in one["AccessScope"].items()}
                own = self.value(self.key)
                self.call("associate_access_policy", self.region, **own, policyArn=arn, accessScope=scope)
        for arn in set(was) - set(now):
            self.call("disassociate_access_policy", self.region, **self.value(self.key), policyArn=arn)


def _part(cfn_type, operation, base=Part, **members):
    names = {name: f"{name}_{operation}" for name in ("create", "update", "describe")}
    shim(cfn_type, base, remove=f"delete_{operation}", **{**names, **members})


_CLUSTER = {"clusterName": "$c.ClusterName"}
_part(
    "AWS::EKS::Cluster",
    "cluster",
    Cluster,
    name="Name",
    update="",
    key={"name": "$id"},
    pick="cluster",
    attributes={
        "CertificateAuthorityData": "certificateAuthority.data",
        "ClusterSecurityGroupId": "resourcesVpcConfig.clusterSecurityGroupId",
    },
)
_part(
    "AWS::EKS::Nodegroup",
    "nodegroup",
    Nodegroup,
    name="NodegroupName",
    update="",
    key={**_CLUSTER, "nodegroupName": "$name"},
    pick="nodegroup",
)
_part("AWS::EKS::Addon", "addon", key={**_CLUSTER, "addonName": "$c.AddonName"}, ref="$c.AddonName", pick="addon")
_part(
    "AWS::EKS::PodIdentityAssociation",
    "pod_identity_association",
    key={**_CLUSTER, "associationId": "$o.association.associationId"},
    ref="$o.association.associationArn",
    pick="association",
)
_part(
    "AWS::EKS::AccessEntry",
    "access_entry",
    AccessEntry,
    key={**_CLUSTER, "principalArn": "$c.PrincipalArn"},
    ref="$c.PrincipalArn",
    pick="accessEntry",
)
