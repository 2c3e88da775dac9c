"""moto's server in one process, with what our stacks need and moto lacks: `python -m emulator`.

Listens on loopback, on a free port, and prints {"port": N} when it is ready. `--types` prints the CloudFormation types
that it makes, and ends. What is here and why:

calls      boto3 clients of this same server: what CloudFormation made is what any SDK reads.
registry   CloudFormation's properties become API parameters by botocore's shapes; which property replaces a resource is
           read from the registry schemas that cfn-lint carries.
shim       the base of a type: which API operations make, read, change and remove it.
databases  moto has no CloudFormation types for Aurora clusters, parameter groups and proxies; its instances and subnet
           groups cannot be changed or removed.
caches     moto has no CloudFormation types for ElastiCache, and no parameter groups at all.
backups    moto's bucket forgets versions, lifecycle, lock and replication; it has no AWS Backup types.
custom     moto's custom resource wants a function in Docker.
secrets    moto has no SecretsManager types at all. Its KMS key cannot be described, changed or removed; its SSM
           parameter fails with tags.
gateway    moto has no Stage, Account and GatewayResponse; its RestApi forgets its endpoint and cannot be removed, its
           Method forgets time-out and responses. It has no WAFv2 types.
names      moto forgets what is scanned and kept in a repository; its ids of zones do not start with Z, as Route 53's do.
kubernetes moto has no CloudFormation types of EKS; its API has no add-ons, Pod Identity and access entries, and forgets
           what a cluster says of its access and protection.
network    moto has no SecurityGroupEgress; most of its EC2 types cannot be removed, so no stack could be deleted.
policies   moto has no QueuePolicy and BucketPolicy, and denies every bucket whose policy has a condition; its queue
           forgets most of an update, and takes a name twice; its managed policy cannot be removed.
functions  moto runs a function in Docker. Here node runs it, in a process of its own, with the function's environment
           only. moto's stack forgets architecture, tracing and concurrency of a function, and keeps its layers; its
           mapping takes any time-out and knows no partial failures.
releases   moto has no types for aliases and CodeDeploy, and its version is known to nobody.
observability  moto has no types for alarms, and for topics none but the topic itself, without its key.
public     moto has no types for certificates and the domain names of an API.
engine     moto skips an unknown type in silence (here it fails the stack), loses the exports of a change set, does not
           roll back, forgets termination protection, and gives change sets no details.
order      moto deletes in no order and, in an update, before it creates, retained or not; it takes a parameter that is
           given again for one that changed.
"""

import argparse
import json
import logging
import os
import signal
import sys

for name in [n for n in os.environ if n.startswith("AWS_")]:
    del os.environ[name]
os.environ.update(AWS_ACCESS_KEY_ID="emulator", AWS_SECRET_ACCESS_KEY="emulator")

from moto.cloudformation import parsing  # noqa: E402
from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

from . import backups, caches, calls, custom, databases, engine, functions, gateway, kubernetes  # noqa: E402, F401
from . import names, network, observability, order, policies, public, releases, secrets  # noqa: E402, F401


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--types", action="store_true")
    arguments.add_argument("--sdk", help="folder whose node_modules holds the SDK of the Lambda runtime")
    options = arguments.parse_args()
    if options.types:
        print(json.dumps(sorted(parsing.get_model_map())))
        return
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    calls.listen(server.server_port)
    functions.use_sdk(options.sdk)
    print(json.dumps({"port": server.server_port}), flush=True)
    server.serve_forever()


main()
