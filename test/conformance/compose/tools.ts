import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Artifact } from '../../../lib/platform/artifact';
import { type Ended, end } from '../../support/run';
import { scratchFolder } from '../../support/scratch';

type Program = 'DOCKER_COMPOSE' | 'CADDY' | 'SHELLCHECK' | 'ELASTICMQ' | 'POSTGRES' | 'REDIS' | 'BUSYBOX';

/** What scripts/conformance/compose/install made ready; empty for what this machine has not. */
export function installed(name: Program): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run scripts/conformance/run compose`);
  return value;
}

/** `describe` where the machine has the program; a skip that the report shows where not. */
export const describeWith = (name: Program): jest.Describe => (installed(name) === '' ? describe.skip : describe);

const scratch = scratchFolder('compose');
// Servers run as users of their own, and have to reach their folders.
chmodSync(scratch, 0o755);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A new folder, gone with the test file that asks for it. */
export const newFolder = (): string => mkdtempSync(join(scratch, 'files-'));

/** Writes files as synth lays them out; the folder of the compose file. */
export function write(files: readonly Artifact[]): string {
  const folder = newFolder();
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return join(folder, 'compose');
}

/** `docker compose` in a folder; it needs no engine for `config`. */
export function dockerCompose(folder: string, ...words: string[]): Ended {
  const { status, stdout, stderr } = end(installed('DOCKER_COMPOSE'), words, folder);
  return { status, stdout, stderr };
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
