import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../../lib/platform/artifact';
import { defaultKubernetes, kubernetesEndOfLife, oldestKubernetes } from '../../../lib/platform/support';
import { root } from '../../package/built';
import { end } from '../../support/run';
import type { Subject } from '../subjects';
import { SCHEMA_PATH, writeSchemas } from './schemas';
import { exampleChart, generatedSubjects, knobSubjects, subjects } from './subjects';
import { installed, newFolder, write } from './tools';

interface Judged {
  readonly filename: string;
  readonly kind: string;
  readonly name: string;
  readonly status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped' | 'statusEmpty';
  readonly msg: string;
}

/** The versions of Kubernetes whose API is described, oldest first. */
const described = readdirSync(installed('API_DESCRIPTIONS'))
  .flatMap((file) => file.match(/^kubernetes-(.+)[.]json$/)?.[1] ?? [])
  .sort();
const newest = described.at(-1) ?? '';

const schemas = new Map<string, string>();

beforeAll(() => {
  const api = installed('API_DESCRIPTIONS');
  const definitions = [join(api, 'crds'), join(root, 'test/conformance/definitions')];
  for (const version of described) {
    const folder = newFolder();
    expect(writeSchemas(join(api, `kubernetes-${version}.json`), definitions, folder)).toBeGreaterThan(80);
    schemas.set(version, folder);
  }
});

test('the oldest, the default and the newest Kubernetes are described', () => {
  expect(described).toEqual(expect.arrayContaining([oldestKubernetes, defaultKubernetes]));
  expect(newest).toBe(Object.keys(kubernetesEndOfLife).sort().at(-1));
});

/** The APIs that an output has to live with: that of its own cluster, or the next older one, and the newest. */
function apisOf({ platform }: Subject): string[] {
  const own = described.filter((version) => version <= (platform.cluster?.version ?? '')).at(-1);
  if (own === undefined) throw new Error(`no API of Kubernetes ${platform.cluster?.version} or older`);
  return [own, newest];
}

/** What `kubeconform -strict` says of every object in a folder. Throws where it says nothing at all. */
function judge(version: string, folder: string): readonly Judged[] {
  const words = [
    '-strict',
    '-verbose',
    '-output',
    'json',
    '-schema-location',
    join(schemas.get(version) ?? '', SCHEMA_PATH),
  ];
  const { stdout, stderr } = end(
    installed('KUBECONFORM'),
    [...words, '-ignore-filename-pattern', 'kustomization.yaml$', folder],
    folder,
  );
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout).resources;
}

const refused = (judged: readonly Judged[]): string[] =>
  judged
    .filter(({ status }) => status !== 'statusValid')
    .map(({ kind, name, status, msg }) => `${kind}/${name} ${status}: ${msg}`);

const objectsOf = ({ files }: Subject): readonly Artifact[] =>
  files.filter(({ path }) => !path.endsWith('kustomization.yaml'));

const all = [...subjects, ...knobSubjects, ...generatedSubjects(100)];

test.each(described)('the API of Kubernetes %s knows every object of every platform that may run there', (version) => {
  const there = all.filter((subject) => apisOf(subject).includes(version));
  expect(there.length).toBeGreaterThan(0);
  const judged = judge(
    version,
    write(there.flatMap(({ name, files }) => files.map((file) => ({ ...file, path: `${name}/${file.path}` })))),
  );
  expect(refused(judged)).toEqual([]);
  expect(judged).toHaveLength(there.flatMap(objectsOf).length);
});

test('the API of the default Kubernetes knows every object of the example that is a chart', () => {
  const judged = judge(defaultKubernetes, write([{ path: 'memorai.k8s.yaml', content: exampleChart() }]));
  expect(refused(judged)).toEqual([]);
  expect(judged.map(({ kind }) => kind)).toContain('ResourceQuota');
});

describe('planted faults', () => {
  const [production] = subjects as readonly [Subject, ...Subject[]];
  const find = (name: RegExp) => {
    const found = production.files.find(({ path }) => name.test(path));
    if (found === undefined) throw new Error(`no file ${name}`);
    return found;
  };

  test.each<[string, RegExp, [string | RegExp, string], string | RegExp]>([
    [
      'an unknown field',
      /deployment-memorai-api\.yaml/,
      ['  strategy:', '  strategie:'],
      "additional properties 'strategie' not allowed",
    ],
    [
      'an unknown field deep in a pod',
      /deployment-memorai-api\.yaml/,
      ['readinessProbe:', 'readynessProbe:'],
      "additional properties 'readynessProbe' not allowed",
    ],
    [
      'an unknown field of the metadata',
      /service-memorai-api/,
      ['  labels:', '  lables:'],
      "additional properties 'lables' not allowed",
    ],
    [
      'text for a number',
      /horizontalpodautoscaler-memorai-api/,
      [/maxReplicas: \d+/, 'maxReplicas: "10"'],
      'got string, want integer',
    ],
    [
      'a missing field',
      /horizontalpodautoscaler-memorai-api/,
      [/ +maxReplicas: \d+\n/, ''],
      "missing property 'maxReplicas'",
    ],
    [
      'a key that is there twice',
      /configmap/,
      [/^data:\n/m, 'data:\n  MEMORAI_ENV: x\n'],
      /already set in map|duplicate/,
    ],
    [
      'an unknown field of an external secret',
      /externalsecret-memorai-api/,
      ['secretStoreRef:', 'secretStoreReference:'],
      "additional properties 'secretStoreReference' not allowed",
    ],
    [
      'a value that an external secret may not have',
      /externalsecret-memorai-api/,
      ['decodingStrategy: None', 'decodingStrategy: Some'],
      'value must be',
    ],
    [
      'an unknown field of a certificate',
      /certificate-memorai-tls/,
      ['issuerRef:', 'issuerReference:'],
      "additional properties 'issuerReference' not allowed",
    ],
    [
      'an API that is gone',
      /horizontalpodautoscaler-memorai-api/,
      ['autoscaling/v2', 'autoscaling/v2beta2'],
      'could not find schema',
    ],
  ])('%s is refused', (_, file, [from, to], message) => {
    const { path, content } = find(file);
    const changed = content.replace(from, to);
    expect(changed).not.toBe(content);
    const [said] = refused(judge(newest, write([{ path, content: changed }])));
    expect(said).toMatch(message);
  });

  const google = subjects.find(({ name }) => name === 'the example gke');
  test.each<[string, RegExp, [string | RegExp, string], string]>([
    [
      'an unknown field of a route',
      /httproute-memorai-api/,
      ['hostnames:', 'hosts:'],
      "additional properties 'hosts' not allowed",
    ],
    [
      'text for a port of a Gateway',
      /gateway-memorai-gateway/,
      ['port: 443', 'port: "443"'],
      'got string, want integer',
    ],
    ['a code that is no redirect', /httproute-memorai-redirect/, ['301', '200'], 'value must be one of'],
    [
      'an unknown field of a health check',
      /healthcheckpolicy/,
      ['requestPath:', 'path:'],
      "additional properties 'path' not allowed",
    ],
    [
      'a time-out with a unit',
      /gcpbackendpolicy-memorai-api/,
      ['timeoutSec: 44', 'timeoutSec: 44s'],
      'got string, want integer',
    ],
  ])('%s is refused', (_, file, [from, to], message) => {
    const found = google?.files.find(({ path }) => file.test(path));
    const changed = found?.content.replace(from, to);
    expect(changed).not.toBe(found?.content);
    const [said] = refused(judge(newest, write([{ path: found?.path ?? '', content: changed ?? '' }])));
    expect(said).toMatch(message);
  });

  test('a field of a newer Kubernetes is refused by an older one', () => {
    const newer = subjects.find(({ name }) => name === 'Kubernetes 1.30');
    expect(refused(judge('1.27', write(newer?.files ?? [])))).toContainEqual(
      expect.stringContaining(
        "at '/spec/template/spec/containers/0/lifecycle/preStop': additional properties 'sleep' not allowed",
      ),
    );
  });
});
