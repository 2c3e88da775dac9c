import { join } from 'node:path';
import { ownExporters } from '../../../lib/platform/exporters';
import type { Platform, Setting } from '../../../lib/platform/types';
import { keptSettings } from '../../../lib/platform/uses';
import type { Case } from './cases';
import type { ControlPlane } from './control-plane';
import { ownStores } from './judges';
import { LabNodes } from './lab-nodes';
import { type ExternalSecret, type Keyed, Live } from './live';
import { Release } from './release';

/** One environment in the laboratory: its nodes, its releases and what the server holds of it. */
export class Deployed {
  readonly release: Release;
  readonly nodes: LabNodes;
  readonly live: Live;

  constructor(
    readonly plane: ControlPlane,
    readonly subject: Case,
  ) {
    this.release = new Release(plane.kubectl, this.outputFolder, subject.config);
    this.nodes = new LabNodes(plane, this.release.platform);
    this.live = new Live(plane.api, this.release.namespace);
  }

  get platform(): Platform {
    return this.release.platform;
  }

  /** Of the whole life of the environment: a later release writes into it. */
  get outputFolder(): string {
    return join(this.plane.folder, this.subject.name);
  }

  /** The three stages, with the operator of External Secrets or whoever keeps the Secrets played between them. */
  async deploy(release = this.release, flags: readonly string[] = []): Promise<void> {
    await this.applyFoundation(release, flags);
    await this.waitForStores();
    await this.applyMigration(release, flags);
    await release.apply('3-services', flags);
  }

  async applyFoundation(release = this.release, flags: readonly string[] = []): Promise<void> {
    // Before the first pod: those of the stores come with the rest of the stage.
    await release.applyNamespace(flags);
    await this.nodes.claimNamespace();
    await release.apply('1-foundation', flags);
    await this.makeSecrets();
  }

  async applyMigration(release = this.release, flags: readonly string[] = []): Promise<void> {
    if (release.platform.migration === undefined) return;
    await release.apply('2-migration', flags);
    await release.waitForMigration('240s');
  }

  /** What docs/first-deployment.md says to wait for between the first stage and the second. */
  async waitForStores(): Promise<void> {
    const ours = ['--selector', 'app.kubernetes.io/part-of=memorai'];
    if (ownStores(this.platform).length === 0) return;
    await this.kubectl(['rollout', 'status', 'statefulset', ...ours, '--timeout=300s']);
  }

  /** `kubectl rollout status` of every Deployment, or `undo` of those that a release changes: the services'. */
  rollout(verb: 'status' | 'undo'): Promise<string> {
    const ours = ['deployment', '--selector', 'app.kubernetes.io/part-of=memorai'];
    const services = Object.values(this.platform.services).map(({ fullName }) => `deployment/${fullName}`);
    return this.kubectl(['rollout', verb, ...(verb === 'status' ? [...ours, '--timeout=300s'] : services)]);
  }

  kubectl(args: readonly string[], input?: string): Promise<string> {
    return this.plane.kubectl.run(['--namespace', this.live.namespace, ...args], input);
  }

  /**
   * Makes the Secrets that somebody else makes in a real cluster: the operator from the ExternalSecrets that the server
   * holds, or a person from the platform's list of settings.
   */
  private async makeSecrets(): Promise<void> {
    const wanted =
      this.platform.secrets.provider === 'externalSecrets'
        ? (await this.live.list<ExternalSecret>('external-secrets.io/v1', 'externalsecrets')).map(({ spec }) => ({
            name: spec.target.name,
            keys: Object.keys(spec.target.template.data),
          }))
        : [
            ...Object.values(this.platform.services),
            ...(this.platform.migration ? [this.platform.migration] : []),
            ...ownStores(this.platform),
            ...ownExporters(this.platform),
          ].map(({ secretName, settings }) => ({ name: secretName, keys: secretKeys(settings) }));
    const present = new Set((await this.live.list<Keyed>('v1', 'secrets')).map(({ metadata }) => metadata.name));
    for (const { name, keys } of wanted.filter(({ name }) => !present.has(name))) {
      await this.plane.api.send('POST', this.live.path('v1', 'secrets'), {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name },
        stringData: Object.fromEntries(keys.map((key) => [key, 'a value'])),
      });
    }
  }
}

const secretKeys = (settings: readonly Setting[]): string[] => keptSettings(settings).map(({ name }) => name);
