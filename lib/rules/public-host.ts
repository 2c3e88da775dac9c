import type { Rule } from './types';

/** A function is reached under a host of AWS until somebody names a certificate or the zone for one of its own. */
export const publicHost: Rule = {
  id: 'public-host',
  severity: 'note',
  protects: 'callers from asking for a host that nobody has made',
  source: 'E22, E85; guide L124-126',
  reads: ['aws.hostedZone', 'aws.api.certificateArn', 'domain', 'services.*.expose.subdomain'],
  wayOut: 'name aws.hostedZone, in which certificate and record are made, or aws.api.certificateArn',
  check: ({ aws, services }) => {
    if (aws?.api === undefined || aws.api.certificate !== undefined) return [];
    return Object.values(services).flatMap(({ exposure }) =>
      exposure === undefined
        ? []
        : [
            {
              path: 'aws.hostedZone',
              message: `${exposure.host} leads nowhere: the API is reached under the host that AWS gives it; name aws.hostedZone or aws.api.certificateArn for its own`,
            },
          ],
    );
  },
};
