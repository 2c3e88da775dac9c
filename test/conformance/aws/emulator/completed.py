"""Types that moto makes, but cannot change or remove: its create stays, the rest is added."""

import re

from moto.cloudformation.exceptions import ValidationError
from moto.core.common_models import CloudFormationModel

_properties = {}  # (type, physical id) -> properties with their references resolved: moto hands delete the raw ones


def complete(cfn_type, remove=None, change=None):
    """`remove(region, id, properties)`; without it the resource goes with its parent. `change(region, id, properties)`
    takes what may be changed in place; without it every change but that of tags is refused."""
    base = next(model for model in CloudFormationModel.__subclasses__() if model.cloudformation_type() == cfn_type)

    def remember(resource, spec):
        resource.given_properties = spec.get("Properties") or {}
        _properties[cfn_type, getattr(resource, "physical_resource_id", None)] = resource.given_properties
        return resource

    def create(cls, resource_name, cloudformation_json, account_id, region_name, **more):
        made = base.create_from_cloudformation_json(resource_name, cloudformation_json, account_id, region_name, **more)
        return remember(made, cloudformation_json)

    def update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        new, old = cloudformation_json.get("Properties") or {}, original_resource.given_properties
        changed = {key for key in {*new, *old} if new.get(key) != old.get(key)} - {"Tags"}
        if changed and change is None:
            name = original_resource.physical_resource_id
            raise ValidationError(message=f"the emulator cannot change {cfn_type} {name}: {', '.join(sorted(changed))}")
        if changed:
            change(region_name, original_resource.physical_resource_id, new)
        return remember(original_resource, cloudformation_json)

    def delete(cls, resource_name, cloudformation_json, account_id, region_name):
        if remove is None:
            return
        try:
            remove(region_name, resource_name, _properties.get((cfn_type, resource_name), {}))
        except Exception as error:
            if not re.search("NotFound|NonExist|NoSuch|does not exist", f"{type(error).__name__} {error}"):
                raise RuntimeError(str(error)) from error  # moto takes a TypeError for a class without a delete method

    members = {
        "cloudformation_type": staticmethod(lambda: cfn_type),
        "create_from_cloudformation_json": classmethod(create),
        "update_from_cloudformation_json": classmethod(update),
        "delete_from_cloudformation_json": classmethod(delete),
    }
    type(base.__name__, (base, CloudFormationModel), members)
