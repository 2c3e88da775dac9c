import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentBuild, root } from '../../package/built';
import { pack } from '../../support/pack';
import { end, run } from '../../support/run';
import { scratchFolder } from '../../support/scratch';
import { differences, readFiles } from './files';
import { missingFiles } from './package-faults';
import { install, json, type Project } from './project';

let scratch: string;
let project: Project;
beforeAll(() => {
  currentBuild();
  scratch = scratchFolder('packages');
  project = install(
    mkdtempSync(join(scratch, 'project-')),
    pack(root, scratch),
    ['typescript', '@types/node'],
    ['staging'],
  );
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const node = (...words: string[]) => end(process.execPath, words, project.folder);

/** What the TypeScript compiler says of a program, without the lines that explain; empty when it is content. */
function compiled(lines: readonly string[]): string[] {
  const folder = mkdtempSync(join(project.folder, 'typed-'));
  writeFileSync(join(folder, 'main.mts'), lines.join('\n'));
  const tsc = join(project.folder, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--noEmit', '--module', 'node20', '--target', 'es2022', '--types', 'node'];
  const { stdout } = end(process.execPath, [tsc, ...options, 'main.mts'], folder);
  return stdout.split('\n').filter((line) => line.startsWith('main.mts'));
}

const subpaths: string[] = Object.keys(json(root, 'package.json').exports).map((path) =>
  path.replace('.', 'memorai-infra'),
);

test('the tarball has the compiled library, its schema and configs, and nothing else', () => {
  expect(readdirSync(project.library).sort()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'build', 'environments', 'package.json', 'schema'].sort(),
  );
  expect(readdirSync(join(project.library, 'build')).sort()).toEqual(['assets', 'bin', 'lib']);
  const extensions = Object.keys(readFiles(join(project.library, 'build')))
    .filter((path) => !path.endsWith('/LICENSES'))
    .map((path) => path.replace(/^.*?((\.d)?\.\w+)$/, '$1'));
  expect([...new Set(extensions)].sort()).toEqual(['.d.ts', '.js']);
});

test('every file that package.json names is there', () => {
  expect(missingFiles(project.library, json(project.library, 'package.json'))).toEqual([]);
});

test.each(subpaths)('%s is found by require and by import', (subpath) => {
  const { stdout } = node(
    '--input-type=module',
    '-e',
    `
    import { createRequire } from 'node:module';
    import { fileURLToPath } from 'node:url';
    const one = createRequire(import.meta.url).resolve('${subpath}');
    console.log(one === fileURLToPath(import.meta.resolve('${subpath}')), one.startsWith(${JSON.stringify(project.library)}));`,
  );
  expect(stdout).toBe('true true\n');
});

/** Subpaths that are files of the library or words of its papers, and not its surface. */
const hidden = ['memorai-infra/build/lib/index.js', 'memorai-infra/lib/index', 'memorai-infra/platform'];

describe('what is refused', () => {
  test.each(hidden)('an import of %s, by Node', (subpath) => {
    const { status, stderr } = node('--input-type=module', '-e', `import '${subpath}'`);
    expect(status).toBe(1);
    expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('imports of what is not exported, and wrong configs, by the compiler', () => {
    const config = (more: string) =>
      `resolvePlatform({ environment: 'x', version: '1', domain: 'x.com', stores: { redis: { host: 'r.x.com' }, qdrant: { host: 'q.x.com' } }, ${more} });`;
    const said = compiled([
      `import { resolvePlatform } from 'memorai-infra';`,
      ...hidden.map((subpath) => `import '${subpath}';`),
      config(''),
      config(`servces: {}`),
      config(`services: { api: { replicas: { min: '3' } } }`),
      config(`cluster: { provider: 'eksx' }`),
    ]);
    expect(said).toEqual([
      expect.stringMatching(/^main.mts\(2,.*Cannot find module .*'memorai-infra\/build\/lib\/index.js'/),
      expect.stringMatching(/^main.mts\(3,.*Cannot find module .*'memorai-infra\/lib\/index'/),
      expect.stringMatching(/^main.mts\(4,.*Cannot find module .*'memorai-infra\/platform'/),
      expect.stringMatching(/^main.mts\(6,.*Did you mean to write 'services'\?$/),
      expect.stringMatching(/^main.mts\(7,.*Type 'string' is not assignable to type 'number'\.$/),
      expect.stringMatching(/^main.mts\(8,.*Type '"eksx"' is not assignable to type /),
    ]);
  });

  test('synth of an AWS environment without aws-cdk-lib, which it names', () => {
    const folder = mkdtempSync(join(project.folder, 'aws-'));
    cpSync(join(project.library, 'environments', 'production.yaml'), join(folder, 'environments', 'production.yaml'));
    const { status, stderr } = end(
      process.execPath,
      [join(project.library, 'build', 'bin', 'memorai.js'), 'synth'],
      folder,
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      'target aws needs the package aws-cdk-lib, which is not installed; npm install aws-cdk-lib\n',
    );
    expect(readdirSync(folder)).toEqual(['environments']);
  });
});

describe('planted faults', () => {
  /** The package with something changed, packed and unpacked as npm would; its folder. */
  function repacked(change: (folder: string) => void): string {
    const copy = mkdtempSync(join(scratch, 'copy-'));
    cpSync(project.library, copy, { recursive: true });
    change(copy);
    const unpacked = mkdtempSync(join(scratch, 'unpacked-'));
    run('tar', ['-xzf', pack(copy, scratch), '-C', unpacked], scratch);
    return join(unpacked, 'package');
  }

  function replaceIn(file: string, from: string, to: string): void {
    const before = readFileSync(file, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${from} is not in ${file}`);
    writeFileSync(file, after);
  }

  test.each([
    ['the schema', '"schema",', '', ['./schema/platform.schema.json']],
    [
      'an index',
      '"build/lib",',
      '"build/lib", "!build/lib/aws/index.*",',
      ['./build/lib/aws/index.d.ts', './build/lib/aws/index.js'],
    ],
  ])('files without %s leave out what package.json names', (_, from, to, missing) => {
    const library = repacked((folder) => replaceIn(join(folder, 'package.json'), from, to));
    expect(missingFiles(library, json(library, 'package.json'))).toEqual(missing);
  });

  /** What is wrong with the output of a changed library in the project. */
  function synthDifferences(change: (folder: string) => void): string[] {
    const library = repacked(change);
    const place = mkdtempSync(join(scratch, 'changed-'));
    cpSync(join(project.folder, 'environments'), join(place, 'environments'), { recursive: true });
    mkdirSync(join(place, 'node_modules'));
    for (const name of readdirSync(join(project.folder, 'node_modules')))
      symlinkSync(join(project.folder, 'node_modules', name), join(place, 'node_modules', name));
    rmSync(join(place, 'node_modules', 'memorai-infra'));
    cpSync(library, join(place, 'node_modules', 'memorai-infra'), { recursive: true });
    run(process.execPath, [join('node_modules', 'memorai-infra', 'build', 'bin', 'memorai.js'), 'synth'], place);
    return differences(readFiles(join(root, 'dist', 'staging')), readFiles(join(place, 'dist', 'staging')));
  }

  test('the same build, packed again, gives the same bytes', () => {
    expect(synthDifferences(() => {})).toEqual([]);
  });

  test('a build that differs gives other bytes, and they are found', () => {
    expect(
      synthDifferences((folder) =>
        replaceIn(join(folder, 'build/bin/command.js'), 'nodeAndImageSeconds=600', 'nodeAndImageSeconds=601'),
      ),
    ).toEqual([
      '.synth.json differs',
      ...['api', 'dashboard', 'mcp', 'worker'].map(
        (service) => `kubernetes/60-${service}/deployment-memorai-${service}.yaml differs`,
      ),
    ]);
  });

  test('a file of the build that was not packed stops the command', () => {
    expect(() => synthDifferences((folder) => rmSync(join(folder, 'build/bin/command.js')))).toThrow(
      'Cannot find module',
    );
  });
});
