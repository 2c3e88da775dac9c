import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { production } from '../support/configs';
import { field, find, genericPlatform } from './platforms';

const on = (cluster: PlatformConfig['cluster'], identity?: string) =>
  genericPlatform({
    cluster: { version: '1.35', ...cluster },
    services: { api: identity === undefined ? {} : { identity } },
  });
const client = '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f';
const role = 'arn:aws:iam::123456789012:role/memorai-api';
const account = 'memorai-api@memorai-prod.iam.gserviceaccount.com';

test.each<[string, PlatformConfig['cluster'], string | undefined, object]>([
  ['IRSA', { provider: 'eks', identity: 'irsa' }, role, { 'eks.amazonaws.com/role-arn': role }],
  ['Azure', { provider: 'aks' }, client, { 'azure.workload.identity/client-id': client }],
  ['Google', { provider: 'gke' }, account, { 'iam.gke.io/gcp-service-account': account }],
  ['nobody', { provider: 'aks' }, undefined, {}],
])('%s is named by the service account of its service alone', (_, cluster, identity, expected) => {
  const platform = on(cluster, identity);
  expect(find(platform, 'ServiceAccount', 'memorai-api-sa').metadata.annotations ?? {}).toEqual(expected);
  for (const other of ['worker', 'migrate']) {
    expect(find(platform, 'ServiceAccount', `memorai-${other}-sa`).metadata.annotations).toBeUndefined();
  }
});

const label = 'azure.workload.identity/use';
test.each<[string, PlatformConfig['cluster'], string | undefined, string | undefined]>([
  ['Azure', { provider: 'aks' }, client, 'true'],
  ['Azure, without an identity', { provider: 'aks' }, undefined, undefined],
  ['Google', { provider: 'gke' }, account, undefined],
])("%s: the pods carry the label of Azure's webhook: %s", (_, cluster, identity, expected) => {
  const deployment = find(on(cluster, identity), 'Deployment', 'memorai-api');
  expect(field<Record<string, string>>(deployment, 'spec.template.metadata.labels')[label]).toBe(expected);
  expect(field<Record<string, string>>(deployment, 'spec.selector.matchLabels')).toEqual({ app: 'memorai-api' });
  expect(deployment.metadata.labels[label]).toBeUndefined();
});

test('two services that share a service account get one role, with the rights of both', () => {
  const shared = { serviceAccount: { create: false as const, name: 'team' } };
  const { aws } = resolvePlatform(production({ services: { api: shared, worker: shared } }));
  expect(aws?.eks?.podIdentities.filter(({ serviceAccount }) => serviceAccount === 'team')).toEqual([
    {
      namespace: 'memorai-production',
      serviceAccount: 'team',
      grants: [
        {
          actions: [
            'sqs:ChangeMessageVisibility',
            'sqs:DeleteMessage',
            'sqs:GetQueueAttributes',
            'sqs:ReceiveMessage',
            'sqs:SendMessage',
          ],
          resources: [expect.stringMatching(/:sqs:us-east-1:.*:memorai-production-work$/)],
        },
      ],
    },
  ]);
});
