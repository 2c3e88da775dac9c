import { nearest } from '../config/nearest';
import { endpointServices as known } from '../platform/endpoint-services';
import type { Rule } from './types';

/** What has no endpoint is refused by the first deployment, at the network, for which everything else waits. */
export const endpointServices: Rule = {
  id: 'endpoint-services',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the network',
  source: "AWS, 'AWS services that integrate with AWS PrivateLink'; aws-cdk-lib, InterfaceVpcEndpointAwsService",
  reads: ['aws.network.interfaceEndpoints'],
  wayOut: 'name a service as its endpoint does, or make an exception for one that is newer than the list',
  check: ({ aws }) =>
    (aws?.network.interfaceEndpoints ?? []).flatMap((service, index) =>
      known.includes(service)
        ? []
        : [
            {
              path: `aws.network.interfaceEndpoints[${index}]`,
              message: `no service that we know has an endpoint com.amazonaws.${aws?.region}.${service}${nearest(service, known)}`,
            },
          ],
    ),
};
