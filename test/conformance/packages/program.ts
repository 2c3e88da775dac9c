/** The parts of the library that a program can use, each with what it needs beside the library. */
export type Part = 'kubernetes' | 'aws' | 'runtime';

const IMPORTS: Readonly<Record<Part, string>> = {
  kubernetes: `import { App as KubernetesApp } from 'cdk8s';
import { chartArtifacts, kubernetesArtifacts, MemoraiChart, type MemoraiChartProps } from 'memorai-infra/kubernetes';
import { prometheusRules } from 'memorai-infra/monitoring';`,
  aws: `import { App as AwsApp, Stack } from 'aws-cdk-lib/core';
import { awsArtifacts, appOptions, WorkQueue, type WorkQueueProps } from 'memorai-infra/aws';`,
  runtime: `import { createLog, loadSettings, startService, type Log } from 'memorai-infra/runtime';`,
};

/** What is done with the platform of each environment. \`same\` throws unless files are those of \`synthesize\`. */
const USES: Readonly<Record<Part, string>> = {
  kubernetes: `  if (platform.targets.includes('kubernetes')) {
    const props: MemoraiChartProps = { platform, prometheusRules: prometheusRules(platform) };
    same(kubernetesArtifacts(platform, props.prometheusRules));
    same(chartArtifacts(new MemoraiChart(new KubernetesApp(), 'memorai', props)));
  }`,
  aws: `  if (platform.targets.includes('aws')) {
    same(awsArtifacts(platform));
    const props: WorkQueueProps = { platform };
    const queue = new WorkQueue(new Stack(new AwsApp({ ...appOptions, outdir: 'cdk.out' }), 'queue'), 'queue', props);
    if (queue.deadLetterQueue === undefined) throw new Error('no dead-letter queue');
  }`,
  runtime: `  const functions: readonly Function[] = [createLog, loadSettings, startService];
  const log: Log | undefined = undefined;
  if (log !== undefined || functions.some((one) => typeof one !== 'function')) throw new Error('no runtime');`,
};

/**
 * A TypeScript program, the same text for CommonJS and for ES modules: resolves every file in \`environments\`, checks it
 * and prints all files of it as JSON, \`<environment>/<path>\` to text.
 */
export const program = (parts: readonly Part[]): string => `import { readdirSync } from 'node:fs';
import { type Artifact, checkPlatform, ConfigError, type Finding, loadPlatform, type Platform, type PlatformConfig,
  platformJsonSchema, resolvePlatform, rules, settingsRegistry, synthesize, tiers } from 'memorai-infra';
${parts.map((part) => IMPORTS[part]).join('\n')}

const refused: PlatformConfig = { environment: 'x', version: '1', domain: 'x.com', stores: { postgres: { provider: 'aurora' } } };
try {
  resolvePlatform(refused);
  throw new Error('Aurora without AWS was resolved');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
}
if ([rules.length, Object.keys(settingsRegistry).length, Object.keys(tiers).length, Object.keys(platformJsonSchema()).length].includes(0))
  throw new Error('an export is empty');

const files: Record<string, string> = {};
for (const file of readdirSync('environments')) {
  const platform: Platform = loadPlatform('environments/' + file);
  const findings: readonly Finding[] = checkPlatform(platform);
  if (findings.some(({ severity }) => severity === 'error')) throw new Error(file);
  for (const { path, content } of synthesize(platform)) files[platform.environment + '/' + path] = content;
  const same = (artifacts: readonly Artifact[]): void => {
    if (artifacts.length === 0) throw new Error('no files');
    for (const { path, content } of artifacts)
      if (files[platform.environment + '/' + path] !== content) throw new Error(path + ' differs');
  };
${parts.map((part) => USES[part]).join('\n')}
}
process.stdout.write(JSON.stringify(files));
`;
