import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { loadPlatform, synthesize } from '../../lib/index';
import { root } from '../package/built';
import { type Consumer, makeConsumer } from '../support/consumer';
import { run } from '../support/run';

jest.setTimeout(120_000);

let consumer: Consumer;
beforeAll(() => {
  consumer = makeConsumer();
});
afterAll(() => consumer.remove());

const node = (place: string, file: string, env: NodeJS.ProcessEnv = {}) => run(process.execPath, [file], place, env);
const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Record<string, unknown>;
}

describe('kubernetes-service', () => {
  let objects: KubernetesObject[];
  beforeAll(() => {
    const place = consumer.compile('kubernetes-service');
    node(place, 'build/main.js');
    const text = readFileSync(join(place, 'dist', 'memorai.k8s.yaml'), 'utf8');
    objects = parseAllDocuments(text).map((document) => document.toJS());
  });
  const find = (kind: string, name: string) =>
    objects.find((object) => object.kind === kind && object.metadata.name === name);

  test('the added service has all that the others have', () => {
    const kindsOf = (service: string) =>
      objects
        .filter(({ metadata }) => metadata.name.startsWith(`memorai-${service}`))
        .map(({ kind }) => kind)
        .sort();
    expect(kindsOf('reports')).toEqual(kindsOf('mcp'));
    expect(kindsOf('reports')).toContain('Deployment');
  });

  test('its image is its own', () => {
    expect(find('Deployment', 'memorai-reports')).toHaveProperty(
      'spec.template.spec.containers.0.image',
      'memorai/reports:1.4.0',
    );
  });

  test('the patch is in', () => {
    expect(find('Deployment', 'memorai-reports')).toHaveProperty('spec.revisionHistoryLimit', 2);
    expect(find('Deployment', 'memorai-api')).not.toHaveProperty('spec.revisionHistoryLimit', 2);
  });

  test('all else is denied by default', () => {
    expect(find('NetworkPolicy', 'default-deny')?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('the quota stands beside the platform', () => {
    expect(find('ResourceQuota', 'reports-quota')).toEqual({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'reports-quota', namespace: 'memorai-production' },
      spec: { hard: { pods: 60 } },
    });
  });
});

describe('aws-stack', () => {
  let assembly: string;
  beforeAll(() => {
    const place = consumer.compile('aws-stack');
    assembly = join(place, 'cdk.out');
    node(place, 'build/main.js', { CDK_OUTDIR: assembly, CDK_VALIDATION: 'false' });
  });
  interface Resource {
    readonly Type: string;
    readonly Properties: Record<string, unknown>;
  }
  const resources = (stack: string): Record<string, Resource> => json(assembly, `${stack}.template.json`).Resources;

  test('has the three stacks, under the names of the platform where they are its own', () => {
    const stacks = Object.values<{ type: string; properties?: { stackName?: string } }>(
      json(assembly, 'manifest.json').artifacts,
    ).filter(({ type }) => type === 'aws:cloudformation:stack');
    expect(stacks.map(({ properties }) => properties?.stackName ?? 'queue')).toEqual([
      'memorai-production-network',
      'memorai-production-data',
      'queue',
    ]);
  });

  test('the queue in a stack of its own is the one that services look for', () => {
    const shipped = join(root, 'dist', 'production', 'cloudformation', 'memorai-production-queue.template.json');
    const queuesOf = (all: Record<string, Resource>) =>
      Object.entries(all)
        .filter(([, { Type }]) => Type === 'AWS::SQS::Queue')
        .map(([id, { Properties }]) => [id, Properties.QueueName]);
    expect(queuesOf(resources('queue')).sort()).toEqual(queuesOf(json(shipped).Resources).sort());
  });

  test('the alarm watches the dead-letter queue', () => {
    const all = resources('queue');
    const [alarm] = Object.values(all).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    expect(alarm?.Properties.Dimensions).toEqual([
      { Name: 'QueueName', Value: { 'Fn::GetAtt': ['MemoraiDeadLetterQueue', 'QueueName'] } },
    ]);
  });
});

describe('artifacts', () => {
  test('prints the checksum of every file, and writes none', () => {
    const place = consumer.compile('artifacts');
    const before = readdirSync(place);
    const lines = node(place, 'build/main.js').trimEnd().split('\n');
    expect(lines.every((line) => /^[0-9a-f]{64} {2}kubernetes\/[\w./-]+\.yaml$/.test(line))).toBe(true);
    expect(lines.map((line) => line.slice(66))).toContain('kubernetes/60-api/deployment-memorai-api.yaml');
    expect(readdirSync(place)).toEqual(before);
  });
});

describe('own-rules', () => {
  let place: string;
  beforeAll(() => {
    place = consumer.compile('own-rules');
  });
  const on = (day: string) => {
    const { status, stdout } = spawnSync(process.execPath, ['build/main.js', day], { cwd: place, encoding: 'utf8' });
    return { status, lines: stdout.trimEnd().split('\n') };
  };
  const tooFew = 'services.dashboard.replicas.min  dashboard is public and must have at least 2 replicas, got 1';

  test('are asked with ours: one is violated, one is accepted', () => {
    const { status, lines } = on('2027-03-31');
    expect(status).toBe(3);
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([
      'error  aws.region  personal data must stay in the European Union, got us-east-1; choose a region eu-…  [acme/european-region]',
    ]);
    expect(lines).toContain(
      `note  ${tooFew} (accepted until 2027-03-31: one replica is enough until the dashboard leaves its trial)  [acme/public-replicas]`,
    );
    expect(lines.filter((line) => line.startsWith('warning')).join()).toContain('[eks-admins]');
  });

  test('are violated again when the exception has ended', () => {
    expect(on('2027-04-01').lines).toContain(`error  ${tooFew}  [acme/public-replicas]`);
  });
});

describe('the packed library', () => {
  const program = (imports: string) => `${imports}
    const platform = resolvePlatform(${JSON.stringify({
      environment: 'production',
      version: '3.2.0',
      domain: 'memorai.com',
      cluster: { provider: 'generic' },
      stores: {
        postgres: { provider: 'external', host: 'postgres.example.com' },
        redis: { host: 'redis.example.com' },
        qdrant: { host: 'qdrant.example.com' },
      },
    })});
    console.log(platform.environment, typeof MemoraiChart, typeof WorkQueue, typeof startService);`;

  test.each([
    [
      'an ES module',
      'plain.mjs',
      program(`import { resolvePlatform } from 'memorai-infra';
        import { WorkQueue } from 'memorai-infra/aws';
        import { MemoraiChart } from 'memorai-infra/kubernetes';
        import { startService } from 'memorai-infra/runtime';`),
    ],
    [
      'CommonJS',
      'plain.cjs',
      program(`const { resolvePlatform } = require('memorai-infra');
        const { WorkQueue } = require('memorai-infra/aws');
        const { MemoraiChart } = require('memorai-infra/kubernetes');
        const { startService } = require('memorai-infra/runtime');`),
    ],
  ])('works from %s', (_, file, text) => {
    writeFileSync(join(consumer.folder, file), text);
    expect(node(consumer.folder, file)).toBe('production function function function\n');
  });

  test('has a command that runs where it is installed', () => {
    const bin = join('node_modules', 'memorai-infra', 'build', 'bin', 'memorai.js');
    expect(run(process.execPath, [bin, '--version'], consumer.folder)).toBe(`${json(root, 'package.json').version}\n`);
  });

  test('the schema for editors can be found', () => {
    const program = `console.log(require('memorai-infra/schema/platform.schema.json').title)`;
    expect(run(process.execPath, ['-e', program], consumer.folder)).toBe('Memorai platform\n');
  });

  test('publint finds nothing', () => {
    const publint = join(root, 'node_modules', '.bin', 'publint');
    expect(run(publint, ['run', '--strict', consumer.tarball], root)).toContain('All good!');
  });

  test('renders what the sources render', () => {
    const file = join(root, 'environments', 'staging.yaml');
    const program = `const { loadPlatform, synthesize } = require('memorai-infra');
      console.log(JSON.stringify(synthesize(loadPlatform(${JSON.stringify(file)}))));`;
    expect(JSON.parse(run(process.execPath, ['-e', program], consumer.folder))).toEqual(synthesize(loadPlatform(file)));
  });
});
