import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../support/scratch';
import { currentBuild, root } from './built';

jest.setTimeout(120_000);

/** `cdk synth` of an app with one of our stacks, as somebody has it who never asks a rule; what it prints. */
function cdkSynth(services: object): { readonly status: number | null; readonly printed: string } {
  const folder = scratchFolder('cdk-synth');
  const app = join(folder, 'app.cjs');
  const config = {
    environment: 'production',
    version: '3.2.0',
    domain: 'memorai.com',
    cluster: { provider: 'eks' },
    aws: { region: 'us-east-1' },
    services,
    exceptions: [{ rule: 'eks-admins', reason: 'the team has its roles in March' }],
  };
  writeFileSync(
    app,
    `const { App } = require(${JSON.stringify(join(root, 'node_modules', 'aws-cdk-lib', 'core'))});
    const { resolvePlatform } = require(${JSON.stringify(join(currentBuild(), 'lib', 'index.js'))});
    const { appOptions, QueueStack } = require(${JSON.stringify(join(currentBuild(), 'lib', 'aws', 'index.js'))});
    const app = new App(appOptions);
    new QueueStack(app, 'queue', { platform: resolvePlatform(${JSON.stringify(config)}) });
    app.synth();`,
  );
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules', '.bin', 'cdk'),
    ['synth', '--quiet', '--no-notices', '--app', `${process.execPath} ${app}`, '--output', join(folder, 'out')],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false', NO_COLOR: '1' } },
  );
  return { status, printed: `${stdout}${stderr}` };
}

const times = (text: string, part: string): number => text.split(part).length - 1;

test('a violated rule fails cdk synth, and is shown once, with what is accepted', () => {
  const { status, printed } = cdkSynth({ api: { poolSize: 20 } });
  expect(status).toBe(1);
  expect(times(printed, 'ERROR services.api.replicas.max: the pools of all services')).toBe(1);
  expect(times(printed, '(accepted: the team has its roles in March)')).toBe(1);
});

test('a warning does not', () => {
  const { status, printed } = cdkSynth({});
  expect([status, times(printed, 'ERROR ')]).toEqual([0, 0]);
  expect(times(printed, 'WARNING services.mcp: nothing may reach mcp')).toBe(1);
  expect(printed).toContain("Acknowledge with 'Annotation::memorai-infra:unreachable-service'");
});
