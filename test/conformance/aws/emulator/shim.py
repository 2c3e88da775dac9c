"""The base of a CloudFormation type that is made through the ordinary API of this server."""

import copy
import json
import re

import jmespath
from moto.cloudformation.exceptions import ValidationError
from moto.core.common_models import CloudFormationModel

from .calls import client, code
from .registry import create_only, norm, parameters


def resolve(value, region):
    """Replaces dynamic references to Secrets Manager, as CloudFormation does before it calls a service."""
    if isinstance(value, dict):
        return {key: resolve(item, region) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, region) for item in value]
    if not isinstance(value, str):
        return value

    def secret(match):
        name, _, key = match[1].partition(":SecretString:")
        text = client("secretsmanager", region).get_secret_value(SecretId=name)["SecretString"]
        field = key.split(":")[0]
        return str(json.loads(text)[field]) if field else text

    return re.sub(r"\{\{resolve:secretsmanager:([^}]+)\}\}", secret, value)


class Shim:
    """A type says which API operations make, read, change and remove the resource.

    In `key` and `ref` `$id` is the physical id, `$name` the name, `$c.<path>` a CloudFormation property, `$o.<path>` a
    value from the answer to the create call; anything else is literal.
    """

    service = create = update = remove = describe = ""
    name = ""  # the property that holds the name, where there is one
    max_length, lower = 255, False
    rename: dict = {}  # property -> API parameter
    elsewhere: tuple = ()  # properties that after() handles
    key: dict = {}  # parameters that identify the resource in describe, update and remove
    update_const: dict = {}
    pick = "@"  # jmespath from the answer of describe to the resource
    ref = "$name"
    attributes: dict = {}  # attribute -> jmespath on the resource, or a `$` expression

    @classmethod
    def cloudformation_name_type(cls):
        return cls.name

    @classmethod
    def has_cfn_attr(cls, attr):
        return True

    def is_created(self):
        return True

    @classmethod
    def prepare(cls, properties):
        return properties

    def after(self, old=None):
        """What the create or update call could not take. `old` holds the properties before an update."""

    def last_words(self):
        """More parameters of the remove call."""
        return {}

    @classmethod
    def call(cls, operation, region, **parameters):
        return getattr(client(cls.service, region), operation)(**parameters)

    @classmethod
    def fit(cls, operation, properties, region):
        own = client(cls.service, region)
        shape = own.meta.service_model.operation_model(own.meta.method_to_api_mapping[operation]).input_shape
        renamed = {cls.rename.get(key, key): value for key, value in properties.items()}
        return parameters(cls.cloudformation_type(), shape, renamed, cls.elsewhere)

    def value(self, expression):
        if isinstance(expression, dict):
            return {key: self.value(item) for key, item in expression.items()}
        if isinstance(expression, list):
            return [self.value(item) for item in expression]
        if expression == "$id":
            return self.physical_resource_id
        if expression == "$name":
            return self.given
        if isinstance(expression, str) and expression[:3] in ("$c.", "$o."):
            return jmespath.search(expression[3:], self.c if expression[1] == "c" else self.o)
        return expression

    @classmethod
    def read_properties(cls, spec, region):
        return resolve(cls.prepare(copy.deepcopy(spec.get("Properties") or {})), region)

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        self = object.__new__(cls)
        self.spec, self.region, self.account = cloudformation_json, region_name, account_id
        self.c = cls.read_properties(cloudformation_json, region_name)
        made_up = resource_name.rstrip("-")[-cls.max_length :].lstrip("-0123456789")
        self.given = str((self.c.get(cls.name) if cls.name else "") or made_up)
        if cls.lower:
            self.given = self.given.lower()
        if cls.name:
            self.c[cls.name] = self.given
        self.make()
        self.physical_resource_id = self.value(cls.ref)
        self.after()
        return self

    def make(self):
        self.o = self.call(self.create, self.region, **self.fit(self.create, self.c, self.region))

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        self, named = original_resource, bool((cloudformation_json.get("Properties") or {}).get(cls.name))
        new = cls.read_properties(cloudformation_json, region_name)
        if cls.name and not named:
            new[cls.name] = self.given
        changed = {key for key in {*new, *self.c} if new.get(key) != self.c.get(key)}
        self.spec = cloudformation_json
        if not changed:
            return self
        replacing = changed & create_only(cls.cloudformation_type())
        if replacing or not (cls.update or cls.after is not Shim.after):
            if named and new[cls.name] == self.given:
                raise ValidationError(
                    message=f"CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                    f"Rename {self.given} and update the stack again ({', '.join(sorted(replacing or changed))})"
                )
            fresh = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
            self.delete(account_id, region_name)
            return fresh
        old, self.c = self.c, new
        if cls.update:
            fitted = cls.fit(cls.update, {key: value for key, value in new.items() if key in changed}, region_name)
            if fitted:
                self.call(cls.update, region_name, **{**fitted, **self.value(cls.key), **cls.update_const})
        self.after(old)
        return self

    def delete(self, account_id, region_name):
        if not self.remove:
            return
        try:
            self.call(self.remove, self.region, **{**self.value(self.key), **self.last_words()})
        except Exception as error:
            if re.search("NotFound|NonExistent|NoSuch", code(error)):
                return  # already gone
            raise RuntimeError(str(error)) from error  # moto takes a TypeError for a class without a delete method

    def get_cfn_attribute(self, name):
        live = self.c
        if self.describe:
            live = jmespath.search(self.pick, self.call(self.describe, self.region, **self.value(self.key)))
        path = self.attributes.get(name)
        if path is not None:
            value = self.value(path) if path.startswith("$") else jmespath.search(path, live)
        else:
            value = live
            for part in name.split("."):
                value = next((item for key, item in (value or {}).items() if norm(key) == norm(part)), None)
        if value is None:
            raise ValidationError(message=f"{self.cloudformation_type()} has no attribute {name}")
        return str(value)


def shim(cfn_type, base=Shim, **members):
    """Registers a type: a direct subclass of CloudFormationModel is all that moto's registry looks at."""
    members["cloudformation_type"] = staticmethod(lambda: cfn_type)
    return type(cfn_type, (base, CloudFormationModel), members)
