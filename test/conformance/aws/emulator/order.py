"""In which order a stack's resources come and go."""

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


def _update(self, template, parameters=None):
    """First what is new, then what changes, at the end what goes: a name is still taken by what will go."""
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
    for name in actions["Add"]:
        self[name]
    changing = [name for name in self._resource_json_map if name in actions["Modify"]]
    while changing:
        failed = {}
        for name in changing:
            try:
                spec = self._resource_json_map[name]
                self._parsed_resources[name] = parsing.parse_and_update_resource(
                    name, spec, self, account_id=self._account_id, region_name=self._region_name
                )
            except Exception as error:  # perhaps it waits for another one
                failed[name] = error
        if len(failed) == len(changing):
            raise next(iter(failed.values()))
        changing = list(failed)
    _remove(self, going)


parsing.ResourceMap.delete = _delete
parsing.ResourceMap.update = _update
