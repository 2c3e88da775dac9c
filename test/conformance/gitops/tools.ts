import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Artifact } from '../../../lib/platform/artifact';
import { type Ended, end } from '../../support/run';
import { scratchFolder } from '../../support/scratch';

/** What scripts/conformance/gitops/install made ready. Throws when the tests were not started by scripts/conformance/run. */
export function installed(name: 'KUSTOMIZE' | 'KUBECONFORM' | 'KUBE_SCORE' | 'API_DESCRIPTIONS'): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run scripts/conformance/run gitops`);
  return value;
}

const scratch = scratchFolder('gitops');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A new folder, gone with the test file that asks for it. */
export const newFolder = (): string => mkdtempSync(join(scratch, 'files-'));

/** Writes files as synth lays them out; the folder. */
export function write(files: readonly Artifact[]): string {
  const folder = newFolder();
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** `kustomize build` of a folder below `root`. */
export const kustomize = (root: string, folder: string): Ended => end(installed('KUSTOMIZE'), ['build', folder], root);
