import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { currentBuild, root } from '../../package/built';
import { pack } from '../../support/pack';
import { run } from '../../support/run';
import { scratchFolder } from '../../support/scratch';
import { differences, type Files, readFiles } from './files';
import { nodes, versionOf } from './nodes';
import type { Part } from './program';
import { compile, install, type Project } from './project';

const peers = ['aws-cdk-lib', 'cdk8s', 'cdk8s-plus-27'];
const ALL_ENVIRONMENTS = readdirSync(join(root, 'environments'))
  .map((name) => name.replace(/[.]yaml$/, ''))
  .sort();

/** What synth wrote for some environments, as it is committed. */
const committed = (environments: readonly string[]): Files =>
  Object.fromEntries(
    environments.flatMap((name) =>
      Object.entries(readFiles(join(root, 'dist', name))).map(([path, text]) => [`${name}/${path}`, text]),
    ),
  );
/** Without the CLI's own record, which is no artifact. */
const artifacts = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith('/.synth.json')));

let scratch: string;
let tarball: string;
let folder: string;
beforeAll(() => {
  currentBuild();
  scratch = scratchFolder('packages');
  tarball = pack(root, scratch);
  folder = mkdtempSync(join(scratch, 'project-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Case {
  readonly name: string;
  readonly packages: readonly string[];
  readonly parts: readonly Part[];
  readonly environments: readonly string[];
  readonly options?: object;
  readonly nodes: readonly string[];
}

/** One folder becomes each of them in turn: npm puts in what is asked for, and takes out what is not. */
const cases: readonly Case[] = [
  {
    name: 'nothing beside the library',
    packages: [],
    parts: ['runtime'],
    environments: ['staging'],
    // The declarations of aws-cdk-lib and of cdk8s-plus-27 break this rule themselves.
    options: { exactOptionalPropertyTypes: true },
    nodes: nodes.slice(0, 1),
  },
  {
    name: 'Kubernetes only',
    packages: ['cdk8s', 'cdk8s-plus-27', 'constructs'],
    parts: ['kubernetes'],
    environments: ['staging'],
    nodes: nodes.slice(0, 1),
  },
  {
    name: 'everything',
    packages: [...peers, 'constructs'],
    parts: ['kubernetes', 'aws', 'runtime'],
    environments: ALL_ENVIRONMENTS,
    nodes,
  },
  {
    name: 'AWS only',
    packages: ['aws-cdk-lib', 'constructs'],
    parts: ['aws'],
    environments: ['serverless'],
    nodes: nodes.slice(0, 1),
  },
];

describe.each(cases)('a project with $name', ({ packages, parts, environments, options, nodes }) => {
  let project: Project;
  beforeAll(() => {
    const [oldest] = nodes;
    project = install(folder, tarball, [...packages, 'typescript', '@types/node'], environments, oldest);
  });

  test('has no other of the packages that the library can do without', () => {
    const there = peers.filter((name) => existsSync(join(project.folder, 'node_modules', name)));
    expect(there).toEqual(peers.filter((name) => packages.includes(name)));
  });

  test('compiles, strictly, with every declaration checked', () => {
    expect(() => compile(project, parts, options)).not.toThrow();
  });

  describe.each(nodes.map((node) => [versionOf(node), node]))('on Node %s', (_, node) => {
    test.each(['main.cjs', 'main.mjs'])('%s renders what dist has', (file) => {
      const printed = run(node, [join('build', file)], project.folder);
      expect(differences(artifacts(committed(environments)), JSON.parse(printed))).toEqual([]);
    });

    test('memorai synth writes what dist has', () => {
      rmSync(join(project.folder, 'dist'), { recursive: true, force: true });
      run(node, [join('node_modules', '.bin', 'memorai'), 'synth'], project.folder);
      expect(differences(committed(environments), readFiles(join(project.folder, 'dist')))).toEqual([]);
    });
  });

  if (environments.length === ALL_ENVIRONMENTS.length) {
    test('npx finds the command', () => {
      rmSync(join(project.folder, 'dist'), { recursive: true, force: true });
      run('npx', ['--no-install', 'memorai', 'synth'], project.folder);
      expect(differences(committed(environments), readFiles(join(project.folder, 'dist')))).toEqual([]);
    });
  }
});
