import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { monitoringArtifacts } from '../../../lib/monitoring/index';
import type { Platform } from '../../../lib/platform/types';
import { type Ended, end } from '../../support/run';
import { scratchFolder } from '../../support/scratch';

type Program =
  | 'PROMETHEUS'
  | 'PROMTOOL'
  | 'AMTOOL'
  | 'ALERTMANAGER'
  | 'POSTGRES_EXPORTER'
  | 'REDIS_EXPORTER'
  | 'NODE_EXPORTER'
  | 'KUBE_STATE_METRICS'
  | 'NEWER_POSTGRES';

/** What scripts/conformance/monitoring/install made ready. Throws when the tests were not started by scripts/conformance/run. */
export function installed(name: Program): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run scripts/conformance/run monitoring`);
  return value;
}

/** Where a pod has the token of its account: this machine is none. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

const scratch = scratchFolder('monitoring');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Writes what synth would, and a file for each secret that it names; the folder with prometheus.yml. */
export function write(platform: Platform): string {
  const folder = mkdtempSync(join(scratch, 'files-'));
  const put = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const { path, content } of monitoringArtifacts(platform)) put(path, content.replaceAll(account, 'secrets'));
  const secrets = [
    'secrets/token',
    'secrets/ca.crt',
    'secrets/qdrant-api-key',
    ...(platform.alerting?.receivers ?? []).map((one) => one.secretFile),
  ];
  for (const file of secrets.filter((one) => !one.startsWith('/'))) put(join('prometheus', file), 'made by a test');
  return join(folder, 'prometheus');
}

export const promtool = (folder: string, ...words: string[]): Ended => end(installed('PROMTOOL'), words, folder);
export const amtool = (folder: string, ...words: string[]): Ended => end(installed('AMTOOL'), words, folder);
