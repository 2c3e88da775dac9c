import { end } from '../../support/run';
import type { Subject } from '../subjects';
import { type ScoreReason, scoreReasons } from './kube-score-reasons';
import { exampleChart, subjects } from './subjects';
import { installed } from './tools';

/** Checks that kube-score does not make unless asked, and that our pods are held to. */
const OPTIONAL = ['container-seccomp-profile', 'container-ports-check'];

/** 10 is all good, 7 a remark, 5 a warning, 1 critical. */
const GOOD = 10;

interface Scored {
  readonly object_name: string;
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

interface Finding {
  readonly check: string;
  readonly object: string;
  readonly text: string;
}

/** All that kube-score would change in the objects of a YAML stream, which it sees as one whole. */
function findings(stream: string): Finding[] {
  const words = [
    'score',
    '-o',
    'json',
    '--kubernetes-version',
    'v1.27',
    '--enable-optional-test',
    OPTIONAL.join(','),
    '-',
  ];
  const { stdout, stderr } = end(installed('KUBE_SCORE'), words, __dirname, stream);
  if (stdout === '') throw new Error(stderr);
  const scored = JSON.parse(stdout) as readonly Scored[];
  return scored.flatMap(({ type_meta: { kind }, object_meta: { name }, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < GOOD)
      .map(({ check: { id }, grade, comments }) => ({
        check: id,
        object: `${kind}/${name}`,
        text: `${grade} ${kind}/${name} ${id}: ${(comments ?? []).map(({ path, summary }) => `${path} ${summary}`.trim()).join('; ')}`,
      })),
  );
}

const streamOf = ({ files }: Subject): string =>
  files
    .filter(({ path }) => !path.endsWith('kustomization.yaml'))
    .map(({ content }) => content)
    .join('---\n');

const explains = (platform: string, finding: Finding) => (reason: ScoreReason) =>
  reason.check === finding.check && reason.object.test(finding.object) && reason.platform.test(platform);

const unexplained = (platform: string, found: readonly Finding[]): string[] =>
  found.filter((finding) => !scoreReasons.some(explains(platform, finding))).map(({ text }) => text);

const chart = 'the example as a chart';
const names = [...subjects.map(({ name }) => name), chart];
const found = new Map<string, readonly Finding[]>();

beforeAll(() => {
  for (const subject of subjects) found.set(subject.name, findings(streamOf(subject)));
  found.set(chart, findings(exampleChart()));
});

test.each(names)('kube-score has nothing against %s that has no written reason', (name) => {
  expect(unexplained(name, found.get(name) ?? [])).toEqual([]);
});

test.each(scoreReasons.map((reason) => [`${reason.check} of ${reason.object}`, reason] as const))(
  'the reason for %s has its finding',
  (_, reason) => {
    const explained = [...found].flatMap(([name, all]) => all.filter((one) => explains(name, one)(reason)));
    expect(explained).not.toEqual([]);
  },
);

describe('planted faults', () => {
  const [production] = subjects as readonly [Subject, ...Subject[]];
  const stream = streamOf(production);

  test.each<[string, RegExp, string, string]>([
    ['a container without limits', / +limits:\n(?: {14}.*\n)+/, '', 'container-resources'],
    ['the tag latest', /(image: memorai\/worker):.*/, '$1:latest', 'container-image-tag'],
    [
      'a root that may be written',
      /readOnlyRootFilesystem: true/,
      'readOnlyRootFilesystem: false',
      'container-security-context-readonlyrootfilesystem',
    ],
    ['no seccomp profile', / +seccompProfile:\n.*\n/, '', 'container-seccomp-profile'],
    [
      'a Service without pods',
      /(kind: Service\n[\s\S]*?selector:\n +app: )memorai-api/,
      '$1memorai-aip',
      'service-targets-pod',
    ],
    [
      'an autoscaler without target',
      /(scaleTargetRef:\n[\s\S]*?name: )memorai-api/,
      '$1memorai-aip',
      'horizontalpodautoscaler-has-target',
    ],
    [
      'a budget for no pods',
      /(kind: PodDisruptionBudget\n(?:(?!---)[\s\S])*?matchLabels:\n +app: )memorai-api/,
      '$1memorai-aip',
      'deployment-has-poddisruptionbudget',
    ],
    [
      'a variable that is there twice',
      /(kind: Deployment\n(?:(?!---)[\s\S])*?- name: )(\w+)(\n[\s\S]*?- name: )\w+/,
      '$1$2$3$2',
      'environment-variable-key-duplication',
    ],
  ])('%s is said', (_, from, to, check) => {
    const changed = stream.replace(from, to);
    expect(changed).not.toBe(stream);
    expect(unexplained('production', findings(changed)).join()).toContain(check);
  });

  test('a finding of production is not excused by the reason of staging', () => {
    // Of an exporter there is one everywhere; kube-score keeps no order.
    const one = (found.get('staging') ?? []).find(
      ({ check, object }) => check === 'deployment-replicas' && !object.endsWith('-exporter'),
    );
    expect(one).toBeDefined();
    expect(unexplained('production', one === undefined ? [] : [one])).toEqual([one?.text]);
  });
});
