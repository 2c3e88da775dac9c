import { execFileSync } from 'node:child_process';
import { currentBuild, root } from './built';

const watched = ['@grafana/grafana-foundation-sdk', 'aws-cdk-lib', 'cdk8s', 'cdk8s-plus-27', 'constructs'];

/** Which of the watched packages a program loads, in a process of its own. */
function loadedBy(program: string): string[] {
  const report = `console.log(JSON.stringify(Object.keys(require.cache)))`;
  const output = execFileSync(process.execPath, ['-e', `${program};${report}`], { cwd: root, encoding: 'utf8' });
  const files: string[] = JSON.parse(output);
  return watched.filter((name) => files.some((file) => file.replaceAll('\\', '/').includes(`/node_modules/${name}/`)));
}

const synthesize = (environment: string, targets: string) => `
  const { loadPlatform, synthesize } = require('./build/lib/index.js');
  const files = synthesize(loadPlatform('environments/${environment}.yaml'), { targets: ${targets} });
  if (files.length === 0) throw new Error('nothing was rendered')`;

beforeAll(() => void currentBuild());

test.each([
  ['the index', `require('./build/lib/index.js')`, []],
  ['/runtime', `require('./build/lib/runtime/index.js')`, []],
  ['/kubernetes', `require('./build/lib/kubernetes/index.js')`, ['cdk8s', 'constructs']],
  ['/aws', `require('./build/lib/aws/index.js')`, ['aws-cdk-lib', 'constructs']],
  ['/compose', `require('./build/lib/compose/index.js')`, []],
  ['/monitoring', `require('./build/lib/monitoring/index.js')`, []],
  ['a synth of monitoring only', synthesize('production', `['monitoring']`), []],
  ['a synth of Kubernetes only', synthesize('production', `['kubernetes']`), []],
  ['a synth of AWS only', synthesize('production', `['aws']`), ['aws-cdk-lib', 'constructs']],
])('%s loads no more than it needs', (_, program, loaded) => {
  expect(loadedBy(program)).toEqual(loaded);
});
