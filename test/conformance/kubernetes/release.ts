import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { ownedFiles } from '../../../lib/output/manifest';
import { writeOutput } from '../../../lib/output/write';
import { resolvePlatform } from '../../../lib/platform/index';
import type { Platform } from '../../../lib/platform/types';
import { checkPlatform } from '../../../lib/rules/index';
import { synthesize } from '../../../lib/synthesize';
import type { Kubectl, Outcome } from './kubectl';

export type Stage = '1-foundation' | '2-migration' | '3-services';

/** What identifies an object among those of an environment. */
export interface Identity {
  readonly kind: string;
  readonly name: string;
}

interface OwnedObject {
  readonly identity: Identity;
  readonly object: unknown;
  readonly text: string;
}

/** One config, written to a folder as synth writes it, and applied from there. */
export class Release {
  readonly platform: Platform;
  private readonly folder: string;

  /** @throws Error when a rule is broken: synth would refuse it */
  constructor(
    private readonly kubectl: Kubectl,
    private readonly root: string,
    config: PlatformConfig,
  ) {
    this.platform = resolvePlatform(config);
    const errors = checkPlatform(this.platform).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    this.folder = join(root, this.platform.environment, 'kubernetes');
    writeOutput(root, new Map([[this.platform.environment, synthesize(this.platform, { targets: ['kubernetes'] })]]));
  }

  get namespace(): string {
    return this.platform.cluster?.namespace ?? '';
  }

  /** Warnings of the server are failures: what `restricted` refuses is only a warning on a Deployment. */
  applyArguments(...more: readonly string[]): readonly string[] {
    return ['apply', '--server-side', '--validate=strict', '--warnings-as-errors', ...more];
  }

  /** `kubectl apply` of one stage; nothing where the environment does not have that stage. */
  async apply(stage: Stage, flags: readonly string[] = []): Promise<void> {
    const path = join(this.folder, 'stages', stage);
    if (existsSync(path)) await this.kubectl.run(this.applyArguments(...flags, '-k', path));
  }

  async applyNamespace(flags: readonly string[] = []): Promise<void> {
    await this.kubectl.run(this.applyArguments(...flags, '-k', join(this.folder, '00-namespace')));
  }

  /** `kubectl apply` of the root: all stages at once. */
  async applyAll(flags: readonly string[] = []): Promise<void> {
    await this.kubectl.run(this.applyArguments(...flags, '-k', this.folder));
  }

  /** Waits for this release's own Job: an earlier one that failed is still there, and never completes. */
  async waitForMigration(timeout: string): Promise<void> {
    const stage = await this.kubectl.run(['kustomize', join(this.folder, 'stages', '2-migration')]);
    await this.kubectl.run(['wait', '--for=condition=complete', `--timeout=${timeout}`, '-f', '-'], stage);
  }

  /** `kubectl diff` of everything; what somebody else changed is a difference, not an error. */
  diff(): Promise<Outcome> {
    return this.kubectl.attempt(['diff', '--server-side', '--force-conflicts', '-k', this.folder]);
  }

  /** Files that `.synth.json` lists, with the object in each; kustomizations left out. */
  owned(): ReadonlyMap<string, OwnedObject> {
    const { environment } = this.platform;
    const files = [...ownedFiles(this.root, environment).keys()].filter(
      (file) => file.startsWith('kubernetes/') && !file.endsWith('/kustomization.yaml'),
    );
    return new Map(
      files.map((file) => {
        const text = readFileSync(join(this.root, environment, file), 'utf8');
        const object = load(text) as { kind: string; metadata: { name: string } };
        return [file, { identity: { kind: object.kind, name: object.metadata.name }, object, text }];
      }),
    );
  }
}
