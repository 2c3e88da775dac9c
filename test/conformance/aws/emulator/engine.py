"""The engine: moto's, made strict. See __main__ for why."""

import json
import logging

from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import CloudFormationError, ValidationError
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.ssm.models import ssm_backends

from .registry import create_only

log = logging.getLogger("emulator")


def refuse_unknown(template):
    resources = models.Stack.parse_template(template).get("Resources", {})
    known = {*parsing.get_model_map(), *parsing.NULL_MODELS}
    unknown = sorted({resource["Type"] for resource in resources.values()} - known)
    if unknown:
        raise ValidationError(message=f"the emulator does not know {', '.join(unknown)}")


class Engine(models.CloudFormationBackend):
    __module__ = models.__name__  # moto finds the URLs of a backend by its module

    def create_stack(self, name, template, *args, **more):
        refuse_unknown(template)
        try:
            return super().create_stack(name, template, *args, **more)
        except Exception as error:
            stack = next((stack for stack in self.stacks.values() if stack.name == name), None)
            if stack is None or stack.status not in ("CREATE_IN_PROGRESS", "CREATE_PENDING"):
                raise
            _event(stack, "CREATE_FAILED", error)
            self._roll_back(stack, error)
            return stack

    def _roll_back(self, stack, why):
        _event(stack, "ROLLBACK_IN_PROGRESS", why)
        for name in [n for n, export in self.exports.items() if export.exporting_stack_id == stack.stack_id]:
            del self.exports[name]
        try:
            stack.resource_map.delete()
            _event(stack, "ROLLBACK_COMPLETE")
        except Exception as error:
            _event(stack, "ROLLBACK_FAILED", error)
        _freeze(stack)

    def update_stack(self, name, template, role_arn, parameters, tags):
        refuse_unknown(template)
        stack = self.get_stack(name)
        old, old_parameters, exports = stack.template, dict(stack.parameters), {e.name for e in stack.exports}
        try:
            stack.cross_stack_resources = stack.resource_map.cross_stack_resources = self.exports
            super().update_stack(name, template, role_arn, parameters, tags)
            now = {export.name: export for export in stack.exports}
            self._refuse_used(exports - set(now), stack)
            for gone in exports - set(now):
                self.exports.pop(gone, None)
            self.exports.update(now)
        except Exception as error:
            _event(stack, "UPDATE_FAILED", error)
            try:
                stack.update(old, role_arn, parameters=old_parameters, tags=tags)
                _event(stack, "UPDATE_ROLLBACK_COMPLETE", error)
            except Exception as second:
                _event(stack, "UPDATE_ROLLBACK_FAILED", second)
        return stack

    def create_change_set(self, stack_name, change_set_name, template, *args, **more):
        refuse_unknown(template)
        change_set_id, stack_id = super().create_change_set(stack_name, change_set_name, template, *args, **more)
        change_set, had = self.change_sets[change_set_id], self.stacks[stack_id].resource_map._resource_json_map
        for change in change_set.changes:
            if change.action == "Modify":
                specs = (change_set.template_dict["Resources"], had)
                new, old = (spec[change.logical_resource_id].get("Properties") or {} for spec in specs)
                _detail(change, sorted(key for key in {*new, *old} if new.get(key) != old.get(key)))
        return change_set_id, stack_id

    def execute_change_set(self, change_set_name, stack_name=None):
        change_set = self.describe_change_set(change_set_name)
        stack = self.stacks[change_set.stack_id]
        change_set.execution_status = "EXECUTE_COMPLETE"
        if change_set.change_set_type == "CREATE":
            self._create_from(change_set, stack)
            return
        given, specs = [], change_set.template_dict.get("Parameters", {})
        for key, value in (change_set.parameters or {}).items():
            if specs[key]["Type"].startswith("AWS::SSM::Parameter::") and value == stack.stack_parameters.get(key):
                value = specs[key]["Default"]  # moto keeps the value where the name belongs
            given.append({"ParameterKey": key, "ParameterValue": value})
        self.update_stack(stack.stack_id, change_set.template, change_set.role_arn, given, change_set.tags)

    def _create_from(self, change_set, stack):
        """Makes the stack for real, under the id that the change set told."""
        del self.stacks[stack.stack_id]
        c = change_set
        new = self.create_stack(stack.name, c.template, c.parameters, c.notification_arns, c.tags, c.role_arn)
        del self.stacks[new.stack_id]
        new.stack_id = new.resource_map.stack_id = c.stack_id
        new.enable_termination_protection = stack.enable_termination_protection
        new.events[:0] = stack.events
        for event in new.events:
            event.stack_id = event.physical_resource_id = c.stack_id
        for name in [n for n, export in self.exports.items() if export in new.exports]:
            self.exports[name].exporting_stack_id = c.stack_id
        self.stacks[c.stack_id] = new

    def delete_change_set(self, change_set_name):
        self.change_sets.pop(change_set_name, None)

    def delete_stack(self, name_or_stack_id):
        stack = next((s for s in self.stacks.values() if name_or_stack_id in (s.name, s.stack_id)), None)
        if stack is None:
            return
        if stack.enable_termination_protection:
            message = f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled"
            raise ValidationError(message=message)
        if stack.status in ("ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"):
            self.stacks.pop(stack.stack_id)
            _event(stack, "DELETE_COMPLETE")
            self.deleted_stacks[stack.stack_id] = stack
            return
        self._refuse_used({export.name for export in stack.exports}, stack)
        try:
            super().delete_stack(stack.stack_id)
        except Exception as error:
            self.stacks[stack.stack_id] = stack
            _event(stack, "DELETE_FAILED", error)
        _freeze(stack)

    def _refuse_used(self, exports, own):
        for stack in self.stacks.values():
            text = stack.template if isinstance(stack.template, str) else json.dumps(stack.template)
            used = [name for name in exports if json.dumps(name) in text and "Fn::ImportValue" in text]
            if used and stack is not own:
                raise ValidationError(message=f"Export {used[0]} cannot be deleted as it is in use by {stack.name}")


def _event(stack, status, reason=None):
    if reason is not None:
        log.error("%s %s: %s", stack.name, status, reason, exc_info=reason)
    stack.status = status
    stack._add_stack_event(status, resource_status_reason=None if reason is None else str(reason))


def _freeze(stack):
    """moto's maps are lazy: to describe the outputs of a deleted stack would make its resources anew."""
    stack.output_map._output_json_map, stack.output_map._parsed_outputs = None, {}
    resources = stack.resource_map
    kept = resources._parsed_resources
    resources._resource_json_map = {name: spec for name, spec in resources._resource_json_map.items() if name in kept}


def _detail(change, changed):
    """Without these details `cdk diff` says of everything that it may be replaced."""
    replacing = create_only(change.resource_type)
    change.replacement, change.scope = str(bool(replacing & {*changed})), ["Properties"]
    change.details = [
        {
            "Target": {
                "Attribute": "Properties",
                "Name": name,
                "RequiresRecreation": "Always" if name in replacing else "Never",
            },
            "Evaluation": "Static",
            "ChangeSource": "DirectModification",
        }
        for name in changed
    ]


def _of_its_stack(operation):
    """moto finds a change set by its name alone; CDK gives those of all stacks the same name."""

    def call(self):
        name, stack = self._get_param("ChangeSetName"), self._get_param("StackName")
        for change_set in reversed(list(self.cloudformation_backend.change_sets.values())):
            if name == change_set.change_set_name and stack in (change_set.stack_name, change_set.stack_id):
                self.params = {**self.params, "ChangeSetName": change_set.change_set_id}
                return operation(self)
        if name.startswith("arn:"):
            return operation(self)
        if operation.__name__ == "delete_change_set":
            return EmptyResult()
        raise CloudFormationError("ChangeSetNotFound", f"ChangeSet [{name}] does not exist")

    return call


def _protect(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    stack.enable_termination_protection = str(self._get_param("EnableTerminationProtection")).lower() == "true"
    return ActionResult({"StackId": stack.stack_id})


def _from_ssm(self, value, value_type, moto=parsing.ResourceMap.parse_ssm_parameter):
    if ssm_backends[self._account_id][self._region_name].get_parameter(value) is None:
        message = f"Unable to fetch parameters [{value}] from parameter store for this account."
        raise ValidationError(message=message)
    return moto(self, value, value_type)


parsing.ResourceMap.parse_ssm_parameter = _from_ssm
for _name in ("describe_change_set", "execute_change_set", "delete_change_set"):
    setattr(CloudFormationResponse, _name, _of_its_stack(getattr(CloudFormationResponse, _name)))
CloudFormationResponse.update_termination_protection = _protect
models.cloudformation_backends.backend = Engine
for _account in list(models.cloudformation_backends):
    del models.cloudformation_backends[_account]
