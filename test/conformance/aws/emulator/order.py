"""In which order a stack's resources come and go, and which change."""

import re

from moto.cloudformation import parsing


def _retained(spec):
    return spec.get("DeletionPolicy", "").startswith("Retain")


def _delete(self):
    """What was made first goes last. What its policy retains stays."""
    resources = {name: (made, self._resource_json_map.get(name)) for name, made in self._parsed_resources.items()}
    failed = _remove(self, resources)
    if failed:
        raise RuntimeError("; ".join(failed))


def _remove(self, resources):
    failed = []
    for name, (resource, spec) in reversed(list(resources.items())):
        if spec is None or isinstance(resource, str):  # a parameter
            continue
        try:
            if resource is not None and not _retained(spec):
                self._delete_resource(resource, spec)
            del self._parsed_resources[name]
        except Exception as error:
            failed.append(f"{name}: {error}")
    return failed


def _needs(value, names):
    """Names of resources that a part of a template refers to."""
    if isinstance(value, list):
        return set().union(*(_needs(item, names) for item in value))
    if not isinstance(value, dict):
        return set()
    found = set().union(*(_needs(item, names) for item in value.values()))
    for key, item in value.items():
        words = item if isinstance(item, list) else [item]
        if key in ("Ref", "Fn::GetAtt", "DependsOn"):
            found |= {word.split(".")[0] for word in words if isinstance(word, str)}
        if key == "Fn::Sub":
            found |= set(re.findall(r"\$\{([^.}!]+)", str(words[0])))
    return found & names


def _in_order(resources, names):
    """The named resources, each after those that it refers to."""
    ordered = {}

    def bring(name):
        if name not in ordered:
            for need in sorted(_needs(resources[name], names) - {name}):
                bring(need)
            ordered[name] = True

    for name in resources:
        if name in names:
            bring(name)
    return ordered


def _update(self, template, parameters=None):
    """What is new and what changes, each after what it refers to; at the end what goes: a name is still taken by it."""
    actions = self.build_resource_diff(template, parameters)
    going = {
        name: (self._parsed_resources[name], self._resource_json_map[name])
        for name in self._parsed_resources
        if name in actions["Remove"]
    }
    self._template = template
    if parameters:
        self.input_parameters = parameters
    self.load_mapping()
    self.load_parameters()
    self.load_conditions()
    self._resource_json_map = template["Resources"]
    for name in _in_order(self._resource_json_map, {*actions["Add"], *actions["Modify"]}):
        if name in actions["Add"]:
            self[name]
        else:
            self._parsed_resources[name] = parsing.parse_and_update_resource(
                name, self._resource_json_map[name], self, account_id=self._account_id, region_name=self._region_name
            )
    _remove(self, going)


def _diff(self, template, parameters=None, moto=parsing.ResourceMap.build_resource_diff):
    """A parameter changes with its value, not with the way in which it is given: one of SSM with the value there."""
    actions, given, changed = moto(self, template), parameters or {}, set()
    for name, slot in template.get("Parameters", {}).items():
        value = given.get(name, slot.get("Default"))
        if slot["Type"].startswith("AWS::SSM::Parameter::"):
            value = self.parse_ssm_parameter(value, slot["Type"])
        if str(value) != str(self.resolved_parameters.get(name)):
            changed.add(name)
    for name, spec in template["Resources"].items():
        same = name in self._resource_json_map and name not in actions["Modify"]
        if same and changed & {*parsing.get_references_from_template(spec)}:
            actions["Modify"].append(name)
    return actions


parsing.ResourceMap.build_resource_diff = _diff
parsing.ResourceMap.delete = _delete
parsing.ResourceMap.update = _update
