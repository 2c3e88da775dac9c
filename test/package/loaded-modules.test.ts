import { execFileSync, spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { currentBuild, root } from './built';

const watched = ['@grafana/grafana-foundation-sdk', 'aws-cdk-lib', 'cdk8s', 'cdk8s-plus-27', 'constructs'];

/** The files that a program loads, in a process of its own. */
function filesLoadedBy(program: string): string[] {
  const report = `console.log(JSON.stringify(Object.keys(require.cache)))`;
  const output = execFileSync(process.execPath, ['-e', `${program};${report}`], { cwd: root, encoding: 'utf8' });
  const files: string[] = JSON.parse(output);
  return files.map((file) => file.replaceAll('\\', '/'));
}

/** Which of the watched packages a program loads. */
function loadedBy(program: string): string[] {
  const files = filesLoadedBy(program);
  return watched.filter((name) => files.some((file) => file.includes(`/node_modules/${name}/`)));
}

/** Folders of ours of which a program loads something. */
const partsLoadedBy = (program: string): string[] =>
  [...new Set(filesLoadedBy(program).flatMap((file) => /\/build\/lib\/([a-z]+)\//.exec(file)?.[1] ?? []))].sort();

const synthesize = (environment: string, targets: string) => `
  const { loadPlatform, synthesize } = require('./build/lib/index.js');
  const files = synthesize(loadPlatform('environments/${environment}.yaml'), { targets: ${targets} });
  if (files.length === 0) throw new Error('nothing was rendered')`;

const checkedChart = `
  const { loadPlatform } = require('./build/lib/index.js');
  const { MemoraiChart } = require('./build/lib/kubernetes/index.js');
  const platform = loadPlatform('environments/production.yaml');
  const chart = new MemoraiChart(new (require('cdk8s').App)(), 'memorai', { platform });
  if (chart.findings.length === 0 || chart.node.validate().length > 0) throw new Error('other findings')`;

beforeAll(() => void currentBuild());

test.each([
  ['the index', `require('./build/lib/index.js')`, []],
  ['/runtime', `require('./build/lib/runtime/index.js')`, []],
  ['/kubernetes', `require('./build/lib/kubernetes/index.js')`, ['cdk8s', 'constructs']],
  ['a chart that is checked', checkedChart, ['cdk8s', 'constructs']],
  ['/aws', `require('./build/lib/aws/index.js')`, ['aws-cdk-lib', 'constructs']],
  ['/compose', `require('./build/lib/compose/index.js')`, []],
  ['/monitoring', `require('./build/lib/monitoring/index.js')`, []],
  ['a synth of monitoring only', synthesize('production', `['monitoring']`), []],
  ['a synth of Kubernetes only', synthesize('production', `['kubernetes']`), []],
  ['a synth of AWS only', synthesize('production', `['aws']`), ['aws-cdk-lib', 'constructs']],
])('%s loads no more than it needs', (_, program, loaded) => {
  expect(loadedBy(program)).toEqual(loaded);
});

test('rules are asked without a renderer', () => {
  const check = `const { loadPlatform, checkPlatform } = require('./build/lib/index.js');
    if (checkPlatform(loadPlatform('environments/production.yaml')).length === 0) throw new Error('nothing was found')`;
  expect(partsLoadedBy(check)).toEqual(['config', 'platform', 'rules']);
});

test('files are rendered without a rule', () => {
  const render = `const { awsArtifacts } = require('./build/lib/aws/index.js');
    const { kubernetesArtifacts } = require('./build/lib/kubernetes/index.js');
    const { loadPlatform } = require('./build/lib/load-platform.js');
    const platform = loadPlatform('environments/production.yaml');
    if ([awsArtifacts, kubernetesArtifacts].some((render) => render(platform).length === 0)) throw new Error('nothing')`;
  expect(partsLoadedBy(render)).toEqual(['aws', 'config', 'emit', 'kubernetes', 'platform']);
});

/** What Node says it has loaded when the command line ends, but for its own modules. */
function filesOf(words: readonly string[]): string[] {
  const report = `process.on('exit', () => require('node:fs').writeSync(3, JSON.stringify(Object.keys(require.cache))))`;
  const result = spawnSync(
    process.execPath,
    ['-e', `${report}; require(process.argv[1])`, join(root, 'build/bin/memorai.js'), ...words],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  expect([result.status, result.stderr.match(/error.*/)?.[0]]).toEqual([0, undefined]);
  return (JSON.parse(String(result.output[3])) as string[]).map((file) => relative(root, file));
}

// Each further file is looked up, read and compiled by itself: docs/adr/0020.
test.each([
  ['--version'],
  ['list settings'],
  ['check --env staging'],
  ['check --env production --phase platform'],
  ['check --env staging --output sarif'],
  ['explain services.api.poolSize'],
])('memorai %s is the switch of the compile cache, and one file', (words) => {
  expect(filesOf(words.split(' '))).toEqual(['build/bin/memorai.js', 'build/bin/command.js']);
});
