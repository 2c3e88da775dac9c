import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { toYaml } from '../../../lib/emit/yaml';
import { loadPlatform, type Platform, synthesize } from '../../../lib/index';
import { kubernetesObjects } from '../../../lib/kubernetes/objects';
import { prometheusRules } from '../../../lib/monitoring/index';
import { root } from '../../package/built';
import type { Subject } from '../subjects';
import { nameOf, type Ordered, waveProblems } from './order';
import { generatedSubjects, subjects } from './subjects';
import { kustomize, write } from './tools';

const kubernetesOnly = { targets: ['kubernetes' as const] };
const STAGES = ['1-foundation', '2-migration', '3-services'];

const parse = (text: string): Ordered[] => loadAll(text) as Ordered[];

/** What kustomize builds of a folder. Throws with what it said where it refuses. */
function built(place: string, folder: string): string {
  const { status, stdout, stderr } = kustomize(place, folder);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The stages that the files have; one without objects is not written. */
const stagesOf = ({ files }: Subject): string[] =>
  STAGES.map((stage) => `kubernetes/stages/${stage}`).filter((folder) =>
    files.some(({ path }) => path === `${folder}/kustomization.yaml`),
  );

/** The objects in the order of the renderer, component by component, each read back from its file. */
function written({ platform, files }: Subject): Ordered[] {
  const placed = kubernetesObjects(platform, prometheusRules(platform)).map(({ component, object }) => ({
    component,
    file: `kubernetes/${component}/${object.kind.toLowerCase()}-${object.metadata.name}.yaml`,
  }));
  const components = [...new Set(placed.map(({ component }) => component))].sort();
  return components
    .flatMap((component) => placed.filter((one) => one.component === component))
    .map(({ file }) => load(files.find(({ path }) => path === file)?.content ?? '') as Ordered);
}

/** As it is applied by hand, whatever tool its config names. */
function byHand({ name, platform }: Subject): Subject {
  const plain: Platform = { ...platform, gitops: { tool: 'none' } };
  return { name, platform: plain, files: synthesize(plain, kubernetesOnly) };
}

/** The files of the same platform for one of the tools. */
const forArgoCd = (platform: Platform) => synthesize({ ...platform, gitops: { tool: 'argocd' } }, kubernetesOnly);
const forFlux = (platform: Platform) => synthesize({ ...platform, gitops: flux }, kubernetesOnly);
const flux: Platform['gitops'] = {
  tool: 'flux',
  namespace: 'flux-system',
  source: { kind: 'GitRepository', name: 'deployments' },
  path: 'out',
  intervalSeconds: 600,
  retryIntervalSeconds: 60,
  timeoutSeconds: 1200,
  prune: true,
};

test('the environment without a cluster has nothing to apply', () => {
  expect(loadPlatform(join(root, 'environments', 'serverless.yaml')).targets).toEqual(['aws', 'operations']);
});

test('the stages of the shipped environments are three', () => {
  for (const subject of subjects.slice(0, 2)) expect(stagesOf(subject)).toHaveLength(3);
});

describe.each([...subjects, ...generatedSubjects(20)].map((subject) => [subject.name, byHand(subject)] as const))(
  '%s',
  (_, subject) => {
    let place: string;
    let all: string;
    beforeAll(() => {
      place = write(subject.files);
      all = built(place, 'kubernetes');
    });

    test('the root builds exactly the objects of the files, in their order', () => {
      const objects = written(subject);
      expect(objects.length).toBeGreaterThan(10);
      expect(parse(all)).toEqual(objects);
      expect(objects).toHaveLength(subject.files.filter(({ path }) => !path.endsWith('kustomization.yaml')).length);
    });

    test('the stages, one after the other, are the root', () => {
      expect(
        stagesOf(subject)
          .map((folder) => built(place, folder))
          .join('---\n'),
      ).toBe(all);
    });

    test('a build of the build changes no byte', () => {
      const again = write([
        { path: 'all.yaml', content: all },
        { path: 'kustomization.yaml', content: toYaml({ resources: ['all.yaml'], sortOptions: { order: 'fifo' } }) },
      ]);
      expect(built(again, '.')).toBe(all);
    });

    test('the waves of Argo CD keep the order of the stages', () => {
      // Without a team's own objects: they come last, and no Job reads them.
      const own = byHand({ ...subject, platform: { ...subject.platform, extraObjects: [] } });
      const ownPlace = write(own.files);
      const waves = parse(built(write(forArgoCd(own.platform)), 'kubernetes'));
      const stages = stagesOf(own).map((folder) => parse(built(ownPlace, folder)).length);
      expect(waveProblems(stages.map((length) => waves.splice(0, length)))).toEqual([]);
      expect(waves).toEqual([]);
    });

    test('each Kustomization of Flux leads to a stage that builds', () => {
      const files = forFlux(subject.platform);
      const output = write(files);
      const paths = files
        .filter(({ path }) => path.startsWith('kubernetes/flux/'))
        .map(({ content }) => (load(content) as { spec: { path: string } }).spec.path.replace('./out/', 'kubernetes/'));
      expect(paths.map((path) => built(output, path)).join('---\n')).toBe(built(output, 'kubernetes'));
    });
  },
);

describe('planted faults', () => {
  const [shipped] = subjects as readonly [Subject, ...Subject[]];
  const production: Subject = { ...shipped, files: forArgoCd(shipped.platform) };
  const rootFile = 'kubernetes/kustomization.yaml';

  /** The production with one file changed; the folder. */
  function changed(file: string, change: (content: string) => string): string {
    const place = write(production.files);
    const before = readFileSync(join(place, file), 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`nothing changed in ${file}`);
    writeFileSync(join(place, file), after);
    return place;
  }

  const swapped = (content: string) =>
    content.replace('  - 50-migration\n  - 60-api\n', '  - 60-api\n  - 50-migration\n');

  test('a file that is listed and not there is refused by kustomize', () => {
    const place = changed('kubernetes/60-api/kustomization.yaml', (content) =>
      content.replace('service-memorai-api-service.yaml', 'service-memorai-api.yaml'),
    );
    const { status, stderr } = kustomize(place, 'kubernetes');
    expect(status).toBe(1);
    expect(stderr).toMatch(/service-memorai-api\.yaml.*(no such file|doesn't exist)/s);
  });

  test('a component that is listed twice is refused by kustomize', () => {
    const place = changed(rootFile, (content) => content.replace('  - 60-api\n', '  - 60-api\n  - 60-api\n'));
    const { status, stderr } = kustomize(place, 'kubernetes');
    expect(status).toBe(1);
    expect(stderr).toContain('may not add resource with an already registered id: Deployment');
  });

  test('a component that is not listed is missing', () => {
    const place = changed(rootFile, (content) => content.replace('  - 40-network\n', ''));
    const names = parse(built(place, 'kubernetes')).map(nameOf);
    expect(
      written(production)
        .map(nameOf)
        .filter((name) => !names.includes(name)),
    ).toContain('NetworkPolicy/default-deny');
  });

  test('services before the migration are seen, in the order and in the waves', () => {
    const objects = parse(built(changed(rootFile, swapped), 'kubernetes'));
    expect(objects.map(nameOf)).not.toEqual(written(production).map(nameOf));
    expect(waveProblems([objects])).toEqual([
      expect.stringMatching(/^Job\/memorai-migrate-\w+, wave 4, comes after PodDisruptionBudget\/memorai-api, wave 5$/),
    ]);
  });

  test('the order of kustomize itself, by kind, is not ours', () => {
    const place = changed(rootFile, (content) => content.replace('order: fifo', 'order: legacy'));
    expect(waveProblems([parse(built(place, 'kubernetes'))])).not.toEqual([]);
  });

  const object = (kind: string, wave?: string): Ordered => ({
    kind,
    metadata: { name: 'x', ...(wave === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-wave': wave } }) },
  });

  test.each<[string, Ordered[][], string[]]>([
    ['no wave', [[object('Service')]], ['Service/x has no wave']],
    [
      'a wave in two stages',
      [[object('Role', '1')], [object('Service', '1')]],
      ['Role/x, wave 1, reaches into the next stage'],
    ],
    ['a Job with its secret', [[object('Secret', '3'), object('Job', '3')]], ['Job/x does not wait for Secret/x']],
    [
      'a Job with a Deployment',
      [[object('Job', '3'), object('Deployment', '3')]],
      ['Deployment/x does not wait for Job/x'],
    ],
  ])('%s is said', (_, stages, problems) => {
    expect(waveProblems(stages)).toEqual(problems);
  });
});
