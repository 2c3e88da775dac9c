import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { addStacks } from '../../../lib/aws/add-stacks';
import { appOptions } from '../../../lib/aws/app-options';
import type { Artifact } from '../../../lib/platform/artifact';
import type { Platform } from '../../../lib/platform/types';
import { nagWithoutReasons } from '../../support/nag';
import { end } from '../../support/run';

/** What scripts/conformance/rivals/install made ready. */
function installed(name: 'CHECKOV_PYTHON' | 'CFN_LINT_PYTHON' | 'KUBE_SCORE' | 'PROMTOOL'): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run scripts/conformance/run rivals`);
  return value;
}

/** Which checks of a linter complain, by folder: `connections/broken`. */
export type Complaints = ReadonlyMap<string, ReadonlySet<string>>;

/** The folder of a side, `<rule>/<side>`, from the path of a file in it. */
const sideOf = (path: string): string => path.split('/').filter(Boolean).slice(0, 2).join('/');

function byFolder(rows: readonly (readonly [folder: string, check: string])[]): Complaints {
  const found = new Map<string, Set<string>>();
  for (const [folder, check] of rows) found.set(folder, (found.get(folder) ?? new Set()).add(check));
  return found;
}

const files = (root: string, pattern: RegExp): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => pattern.test(path))
    .sort();

const templates = /\.template\.json$/;
const manifests = /^kubernetes\/(?!argocd|flux|stages).*(?<!kustomization)\.yaml$/;

/** One config rendered: `<rule>/<side>`. */
export interface Side {
  readonly folder: string;
  readonly platform: Platform;
  readonly artifacts: readonly Artifact[];
}

/**
 * A linter over all sides at once, since it starts slowly. `root` holds the files in which the two sides of a rule differ;
 * where it has to see a whole environment, it takes the artifacts. Throws where it did not look.
 */
export type Linter = (root: string, sides: readonly Side[]) => Complaints;

const cfnLint: Linter = (root) => {
  const words = [
    '-c',
    'import cfnlint.runner; cfnlint.runner.main()',
    '--format',
    'json',
    '--regions',
    'us-east-1',
    '--',
    ...files(root, templates),
  ];
  const { stdout, stderr } = end(installed('CFN_LINT_PYTHON'), words, root);
  if (!stdout.startsWith('[')) throw new Error(`cfn-lint: ${stderr}`);
  const matches = JSON.parse(stdout) as readonly {
    readonly Filename: string;
    readonly Rule: { readonly Id: string };
  }[];
  return byFolder(matches.map(({ Filename, Rule }) => [sideOf(Filename), Rule.Id]));
};

const checkov: Linter = (root) => {
  const words = ['-m', 'checkov.main', '-d', '.', '--framework', 'kubernetes', 'cloudformation'];
  const { stdout, stderr } = end(
    installed('CHECKOV_PYTHON'),
    [...words, '--output', 'json', '--compact', '--quiet', '--skip-download'],
    root,
  );
  if (!/^[[{]/.test(stdout)) throw new Error(`checkov: ${stderr}`);
  const reports = [JSON.parse(stdout)].flat() as readonly {
    readonly results: { readonly failed_checks: readonly { readonly check_id: string; readonly file_path: string }[] };
  }[];
  return byFolder(
    reports.flatMap(({ results }) =>
      results.failed_checks.map(({ check_id, file_path }) => [sideOf(file_path), check_id] as const),
    ),
  );
};

interface Scored {
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
  }[];
}

const kubeScore: Linter = (root, sides) =>
  byFolder(
    sides.flatMap(({ folder, artifacts }) => {
      const objects = artifacts.filter(({ path }) => manifests.test(path));
      if (objects.length === 0) return [];
      const stream = objects.map(({ content }) => content).join('---\n');
      const { stdout, stderr } = end(installed('KUBE_SCORE'), ['score', '-o', 'json', '-'], root, stream);
      if (stdout === '') throw new Error(`kube-score: ${stderr}`);
      return (JSON.parse(stdout) as readonly Scored[]).flatMap(({ checks }) =>
        checks.flatMap(({ check, grade, skipped }) => (skipped || grade >= 10 ? [] : [[folder, check.id] as const])),
      );
    }),
  );

const promtool: Linter = (root) =>
  byFolder(
    files(root, /\/prometheus\/(rules\/[^/]+|prometheus)\.yaml$|\/prometheus\.yml$/).flatMap((path) => {
      const what = path.endsWith('.yml') ? ['check', 'config', '--syntax-only'] : ['check', 'rules', '--lint-fatal'];
      const { status } = end(installed('PROMTOOL'), [...what, path], root);
      return status === 0 ? [] : [[sideOf(path), what.slice(0, 2).join(' ')] as const];
    }),
  );

/** The only one that does not read files, but the app that would be deployed. */
const cdkNag: Linter = (root, sides) =>
  byFolder(
    sides.flatMap(({ folder, platform }) => {
      if (platform.aws === undefined || !existsSync(join(root, folder, 'cloudformation'))) return [];
      const app = new App({ ...appOptions, builtinCloudFormationValidation: false });
      addStacks(app, platform);
      // What is accepted with a reason is found all the same: asked is what the linter would say.
      const { violations } = nagWithoutReasons(app).validateScope(app);
      return violations.map(({ ruleName }) => [folder, ruleName.replace(/\[.*/, '')] as const);
    }),
  );

export const linters: Readonly<Record<string, Linter>> = {
  'cfn-lint': cfnLint,
  'cdk-nag': cdkNag,
  checkov,
  'kube-score': kubeScore,
  promtool,
};
