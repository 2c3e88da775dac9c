import type { PlatformConfig } from '../../lib/config/schema/index';

type Extra = NonNullable<PlatformConfig['extraObjects']>[number];

/** A Deployment of a team's own among extra objects, as the namespace admits it; its container is `main`. */
export const teamDeployment = (container: object = {}): Extra => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'team' },
  spec: {
    selector: { matchLabels: { app: 'team' } },
    template: {
      metadata: { labels: { app: 'team' } },
      spec: {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'main',
            image: 'ghcr.io/acme/team:1.0.0',
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            ...container,
          },
        ],
      },
    },
  },
});
