import type { PlatformConfig } from '../../lib/config/schema/index';
import { allObjects, container, field, find, genericPlatform, namesOf, platformWith } from './platforms';

const jobOf = (config: Partial<PlatformConfig> = {}) => {
  const platform = platformWith(config);
  const [name = 'none'] = namesOf(platform, 'Job');
  return find(platform, 'Job', name);
};
const job = jobOf();

test('is named by the hash of its content', () => {
  expect(job.metadata.name).toMatch(/^memorai-migrate-[0-9a-f]{8}$/);
});

test.each([
  ['another version', { version: '3.3.0' }, true],
  ['another command', { migration: { command: ['pnpm', 'db:migrate'] } }, true],
  ['another deadline', { migration: { deadline: '30m' } }, true],
  ['a setting that it does not need', { settings: { CACHE_TTL: 60 } }, false],
  ['another size of the pools', { services: { api: { replicas: { min: 3, max: 12 } } } }, false],
  ['nothing', {}, false],
  ['the replicas of a service', { services: { mcp: { replicas: { min: 3, max: 4 } } } }, false],
  ['a setting of another service', { services: { worker: { env: { LOG_LEVEL: 'debug' } } } }, false],
])('with %s it is a new Job: %#', (_, config, isNew) => {
  expect(jobOf(config).metadata.name !== job.metadata.name).toBe(isNew);
});

test('runs the steps of the guide, without the seed', () => {
  expect(container(job, 'command')).toEqual(['/bin/sh', '-c', 'pnpm db:migrate && pnpm db:index && pnpm db:verify']);
});

test('is tried three times, and ends', () => {
  expect(job.spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 900 });
  expect(field(job, 'spec.template.spec.restartPolicy')).toBe('Never');
});

test('is never cleaned away, or it would run again', () => {
  expect(job.spec).not.toHaveProperty('ttlSecondsAfterFinished');
});

test('is not cut off by the cluster autoscaler', () => {
  expect(field(job, 'spec.template.metadata.annotations')).toEqual({
    'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  });
});

test('has the security and the pool of its service', () => {
  const deployment = find(platformWith(), 'Deployment', 'memorai-api');
  for (const path of ['securityContext', 'nodeSelector', 'volumes', 'automountServiceAccountToken']) {
    expect(field(job, `spec.template.spec.${path}`)).toEqual(field(deployment, `spec.template.spec.${path}`));
  }
  expect(container(job, 'securityContext')).toEqual(container(deployment, 'securityContext'));
});

test('has its own account, label and Secret', () => {
  expect(field(job, 'spec.template.spec.serviceAccountName')).toBe('memorai-migrate-sa');
  expect(field(job, 'spec.template.metadata.labels')).toMatchObject({ app: 'memorai-migrate' });
  expect(container<{ name: string }[]>(job, 'env')).toContainEqual({
    name: 'DATABASE_URL',
    valueFrom: { secretKeyRef: { name: 'memorai-migrate-secrets', key: 'DATABASE_URL' } },
  });
});

test('does not depend on the ConfigMap, which changes under it', () => {
  expect(container(job, 'envFrom')).toBeUndefined();
  expect(container(job, 'env')).toContainEqual({ name: 'MEMORAI_ENV', value: 'production' });
});

test('has no port and no probe', () => {
  for (const path of ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']) {
    expect(container(job, path)).toBeUndefined();
  }
});

test('switched off, nothing of it is left', () => {
  const names = allObjects(genericPlatform({ migration: { enabled: false } })).map(({ metadata }) => metadata.name);
  expect(names.filter((name) => name.includes('migrate'))).toEqual([]);
});
