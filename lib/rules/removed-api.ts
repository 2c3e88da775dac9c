import { removedApi } from '../platform/removed-apis';
import type { Rule } from './types';

/** An object of a team's own in a version of the API that the server no longer has. */
export const removedApiVersion: Rule = {
  id: 'removed-api',
  severity: 'error',
  protects: 'an apply from stopping half way at a kind that the server does not know',
  source: "E37; Kubernetes documentation, 'Deprecated API Migration Guide'",
  reads: ['extraObjects', 'cluster.version'],
  wayOut: 'write the object in the version that has the kind today',
  check: ({ cluster, extraObjects }) =>
    extraObjects.flatMap((object, index) => {
      const row = cluster && removedApi(object, cluster.version);
      if (row === undefined) return [];
      return [
        {
          path: `extraObjects[${index}].apiVersion`,
          message: `Kubernetes has no ${object.kind} of ${object.apiVersion} from ${row.removedIn} on, and the cluster runs ${cluster?.version}; ${row.instead === undefined ? 'remove it: nothing took its place' : `use ${row.instead}`}`,
          value: cluster?.version ?? '',
          limit: row.removedIn,
        },
      ];
    }),
};
