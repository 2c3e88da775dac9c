import { join } from 'node:path';
import { loadPlatform } from '../../../lib/index';
import { judgeBackups, judgeCache, judgeStandby } from './judge-regions';
import type { Ended } from './keeper';
import { ACCOUNT, Lab, type Project, REGION } from './lab';
import { notMade, propertiesMissing } from './not-made';
import { type Regions, readRegions } from './regions';

const elsewhere = 'us-west-2';
/** All that holds data, in both regions. */
const config = `
environment: everywhere
version: 3.2.0
domain: memorai.com
cluster: { provider: eks }
stores:
  postgres: { provider: aurora }
  redis: { provider: elasticache }
  qdrant: { host: qdrant.internal.memorai.com, cidr: 10.0.0.0/16 }
backup: { retentionDays: 30, snapshotRetentionDays: 90, objectLock: { mode: governance } }
aws: { region: ${REGION}, recovery: { kind: globalCluster, region: ${elsewhere} } }
`;

let lab: Lab;
let project: Project;
let deploy: Ended;
let regions: Regions;
const platform = () => loadPlatform(join(project.folder, 'environments', 'everywhere.yaml'));

beforeAll(async () => {
  lab = await Lab.start();
  project = lab.project('everywhere', { 'everywhere.yaml': config });
  const bootstrap = await project.quickCdk('bootstrap', `aws://${ACCOUNT}/${REGION}`, `aws://${ACCOUNT}/${elsewhere}`);
  if (bootstrap.code !== 0) throw new Error(bootstrap.stderr);
  deploy = await project.cdk('deploy', '--all', '--require-approval', 'never');
  regions = await readRegions(lab, ACCOUNT, 'everywhere', elsewhere);
});
afterAll(() => lab.close());

test('cdk deploy --all makes both regions, in an order that works', () => {
  expect([deploy.code, deploy.code === 0 ? '' : deploy.stderr + lab.log()]).toEqual([0, '']);
});

test('the emulator keeps every property but those that are listed', () => {
  expect(propertiesMissing(lab.log()).filter((name) => !notMade.properties.includes(name))).toEqual([]);
});

describe('what an SDK reads', () => {
  test('the cache', () => {
    expect(judgeCache(regions, platform())).toEqual([]);
  });

  test('the backups, and their copy', () => {
    expect(judgeBackups(regions, platform(), ACCOUNT)).toEqual([]);
  });

  test('the database that follows', () => {
    expect(judgeStandby(regions, platform())).toEqual([]);
  });

  test('every secret has its copy', async () => {
    const [{ SecretList }] = await lab
      .in(elsewhere)
      .sdk<[{ SecretList: { Name: string }[] }]>(['secretsmanager', 'list_secrets']);
    const names = platform().managedSecrets.map(({ name }) => name);
    expect(SecretList.map(({ Name }) => Name).sort()).toEqual(names);
  });

  test('planted: a cache without TLS, a bucket that forgets too soon and a database that does not follow are seen', () => {
    const [cache] = regions.caches;
    const [whole] = regions.globalClusters;
    if (cache === undefined || whole === undefined) throw new Error('nothing was made');
    const broken: Regions = {
      ...regions,
      caches: [{ ...cache, TransitEncryptionEnabled: false }],
      original: { ...regions.original, days: [7], policy: '{}' },
      globalClusters: [{ ...whole, GlobalClusterMembers: whole.GlobalClusterMembers.slice(0, 1) }],
    };
    expect([
      ...judgeCache(broken, platform()),
      ...judgeBackups(broken, platform(), ACCOUNT),
      ...judgeStandby(broken, platform()).slice(0, 1),
    ]).toEqual([
      'memorai-everywhere: TLS is false, not true',
      `memorai-everywhere-backup-${ACCOUNT}: retention is 7, not 30`,
      `memorai-everywhere-backup-${ACCOUNT} lets in without TLS`,
      'memorai-everywhere: members is 1, not 2',
    ]);
  });
});

test('cdk destroy refuses, in both regions', async () => {
  const { code } = await project.quickCdk('destroy', '--all', '--force');
  const [[here], [there]] = [
    await lab.sdk<[{ Stacks: { StackStatus: string }[] }]>(['cloudformation', 'describe_stacks']),
    await lab.in(elsewhere).sdk<[{ Stacks: { StackStatus: string }[] }]>(['cloudformation', 'describe_stacks']),
  ];
  const statuses = [...here.Stacks, ...there.Stacks].map(({ StackStatus }) => StackStatus);
  expect([code === 0, statuses.length, [...new Set(statuses)]]).toEqual([false, 10, ['CREATE_COMPLETE']]);
});
