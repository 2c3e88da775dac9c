"""The custom resources of the functions that speak to a database: that the function is there. What they do, bootstrap.test.ts
and migration.test.ts try against a real server; here nothing is behind a database's address."""

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError

from .calls import client
from .shim import Shim, shim


class Called(Shim):
    service = "lambda"

    def make(self):
        token = self.c["ServiceToken"]
        try:
            self.o = client("lambda", self.region).get_function(FunctionName=token)["Configuration"]
        except Exception as error:
            raise ValidationError(message=f"no function {token} for a custom resource") from error

    def after(self, old=None):
        """Another revision runs the function again, in place."""


for kind in ("Custom::PostgresBootstrap", "Custom::DatabaseMigration", "Custom::QdrantCollection"):
    parsing.CustomModel = shim(kind, Called, ref="$o.FunctionName")
