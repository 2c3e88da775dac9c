import { composeProject } from '../../lib/compose/file';
import type { ComposeFile, ComposeService } from '../../lib/compose/model';
import { brokenReferences } from '../../lib/compose/references';
import { resolvePlatform } from '../../lib/platform/index';
import { compose } from '../support/configs';

const { file } = composeProject(resolvePlatform(compose({ compose: { proxy: { kind: 'caddy' }, backups: {} } })));

const with_ = (name: string, change: (service: ComposeService) => Partial<ComposeService>): ComposeFile => {
  const service = file.services[name];
  if (service === undefined) throw new Error(`no service ${name}`);
  return { ...file, services: { ...file.services, [name]: { ...service, ...change(service) } } };
};
const without = <T extends object>(value: T, name: string): T =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as T;

test('what we render is sound', () => {
  expect(brokenReferences(file)).toEqual([]);
});

test.each<[string, ComposeFile, string[]]>([
  [
    'a volume is not declared (E2)',
    { ...file, volumes: without(file.volumes, 'postgres_data') },
    ['services.postgres: postgres_data is not declared under volumes'],
  ],
  [
    'a network is not declared',
    { ...file, networks: without(file.networks, 'outside') },
    [
      'services.memorai-mcp: outside is not declared under networks',
      'services.memorai-worker: outside is not declared under networks',
    ],
  ],
  [
    'a secret is not declared',
    { ...file, secrets: without(file.secrets, 'QDRANT_API_KEY') },
    [
      'services.prometheus: QDRANT_API_KEY is not declared under secrets',
      'services.qdrant: QDRANT_API_KEY is not declared under secrets',
    ],
  ],
  [
    'a config is not declared',
    { ...file, configs: without(file.configs, 'Caddyfile') },
    ['services.proxy: Caddyfile is not declared under configs'],
  ],
  [
    'a name that every object knows is declared',
    with_('redis', () => ({ networks: ['constructor'] })),
    ['services.redis: constructor is not declared under networks'],
  ],
  [
    'a volume is declared for nobody',
    { ...file, volumes: { ...file.volumes, spare: {} } },
    ['volumes.spare: no service uses it'],
  ],
  [
    'a dependency is no service',
    with_('migrate', () => ({ depends_on: { bootstrp: { condition: 'service_completed_successfully' } } })),
    ['services.migrate: depends on bootstrp, which is no service'],
  ],
  [
    'health is waited for where nobody checks it (B16.9)',
    with_('migrate', () => ({ depends_on: { bootstrap: { condition: 'service_healthy' } } })),
    ['services.migrate: depends on bootstrap, which has no healthcheck'],
  ],
  [
    'an end is waited for that never comes',
    with_('migrate', () => ({ depends_on: { redis: { condition: 'service_completed_successfully' } } })),
    ['services.migrate: depends on redis, which is started again when it ends'],
  ],
  [
    'a dependency only starts with a profile',
    with_('memorai-mcp', () => ({ depends_on: { psql: { condition: 'service_started' } } })),
    ['services.memorai-mcp: depends on psql, which only the profile tools starts'],
  ],
  [
    'replicas share a port (E1)',
    with_('memorai-api', () => ({ ports: [{ host_ip: '127.0.0.1', published: '3001', target: 3001 }] })),
    ['services.memorai-api: 2 replicas cannot share port 3001'],
  ],
  [
    'services wait for each other',
    with_('redis', () => ({ depends_on: { 'memorai-worker': { condition: 'service_started' } } })),
    ['services.redis: waits for itself (redis → memorai-worker → redis)'],
  ],
])('it is found when %s', (_, broken, found) => {
  expect([...brokenReferences(broken)].sort()).toEqual([...found].sort());
});
