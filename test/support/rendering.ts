import { awsFacts } from '../../lib/aws/facts';
import { awsDocuments } from '../../lib/aws/render';
import { composeDocuments } from '../../lib/compose/artifacts';
import { composeFacts } from '../../lib/compose/facts';
import { kubernetesDocuments } from '../../lib/kubernetes/artifacts';
import { kubernetesFacts } from '../../lib/kubernetes/facts';
import { monitoringDocuments } from '../../lib/monitoring/artifacts';
import { monitoringFacts } from '../../lib/monitoring/facts';
import { prometheusRules } from '../../lib/monitoring/prometheus-rules';
import { operationsFacts } from '../../lib/operations/artifacts';
import { allFacts, type Document, type Facts } from '../../lib/platform/facts';
import type { Platform, TargetName } from '../../lib/platform/types';
import { checkRendered, checkTarget } from '../../lib/rules/output/check';
import type { Finding } from '../../lib/rules/types';

interface Target {
  readonly documents: (platform: Platform) => readonly Document[];
  readonly facts: (platform: Platform, documents: readonly Document[]) => Facts;
}

/** The two halves of each target, so that a test can change what stands between them. */
const targets: Readonly<Record<TargetName, Target>> = {
  kubernetes: {
    documents: (platform) => kubernetesDocuments(platform, prometheusRules(platform)),
    facts: kubernetesFacts,
  },
  aws: { documents: awsDocuments, facts: (_, documents) => awsFacts(documents) },
  compose: { documents: composeDocuments, facts: (_, documents) => composeFacts(documents) },
  monitoring: { documents: monitoringDocuments, facts: (_, documents) => monitoringFacts(documents) },
  // A text for people: no program finds anything by its words.
  operations: { documents: () => [], facts: operationsFacts },
};

/** What was rendered of an environment, to be changed one document at a time. */
export class Rendering {
  readonly documents: readonly Document[];
  private readonly byTarget: ReadonlyMap<TargetName, readonly Document[]>;
  private readonly facts: ReadonlyMap<TargetName, Facts>;

  constructor(readonly platform: Platform) {
    this.byTarget = new Map(platform.targets.map((target) => [target, targets[target].documents(platform)]));
    this.facts = new Map(
      [...this.byTarget].map(([target, documents]) => [target, targets[target].facts(platform, documents)]),
    );
    this.documents = [...this.byTarget.values()].flat();
  }

  /** What they find in the objects of Kubernetes alone, as `findings` does in all. */
  findingsAlone(changed?: { readonly before: Document; readonly after: Document }): readonly Finding[] {
    const all = this.byTarget.get('kubernetes') ?? [];
    const documents = all.map((one) => (one === changed?.before ? changed.after : one));
    return checkTarget(this.platform, 'kubernetes', {
      artifacts: documents.map(({ path }) => ({ path, content: '' })),
      facts: () => kubernetesFacts(this.platform, documents),
    });
  }

  /** What the rules find with one document in place of another; of texts they see the changed one, and the paths of all. */
  findings(changed?: { readonly before: Document; readonly after: Document }): readonly Finding[] {
    const parts = [...this.byTarget].map(([target, documents]) => {
      if (changed === undefined || !documents.includes(changed.before)) return this.facts.get(target) ?? {};
      const all = documents.map((one) => (one === changed.before ? changed.after : one));
      return targets[target].facts(this.platform, all);
    });
    return checkRendered(this.platform, {
      artifacts: this.documents.map((one) => ({
        path: one.path,
        content: one === changed?.before && typeof changed.after.value === 'string' ? changed.after.value : '',
      })),
      facts: () => allFacts(parts),
    });
  }
}
