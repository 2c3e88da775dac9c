"""The custom resource of the bootstrap: that its function is there. What the function does, bootstrap.test.ts tries
against a real server; here nothing is behind a database's address."""

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError

from .calls import client
from .shim import Shim, shim


class Bootstrap(Shim):
    service = "lambda"

    def make(self):
        token = self.c["ServiceToken"]
        try:
            self.o = client("lambda", self.region).get_function(FunctionName=token)["Configuration"]
        except Exception as error:
            raise ValidationError(message=f"no function {token} for a custom resource") from error

    def after(self, old=None):
        """Another revision runs the function again, in place."""


parsing.CustomModel = shim("Custom::PostgresBootstrap", Bootstrap, ref="$o.FunctionName")
