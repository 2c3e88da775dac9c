import type { Artifact } from '../../platform/artifact';
import type { Definition, Facts, NameKind, Place, Reference, TargetOutput } from '../../platform/facts';

/** The artifacts of an environment with what they define and refer to, to look names up in. */
export class Output {
  readonly artifacts: readonly Artifact[];
  readonly facts: Facts;
  private readonly defined = new Map<NameKind, Map<string, Definition[]>>();
  private readonly referred = new Map<NameKind, Reference[]>();

  constructor({ artifacts, facts }: TargetOutput) {
    this.artifacts = artifacts;
    this.facts = facts();
    for (const one of this.facts.definitions) {
      const ofKind = this.defined.get(one.kind) ?? new Map<string, Definition[]>();
      this.defined.set(one.kind, ofKind);
      const named = ofKind.get(one.name);
      if (named === undefined) ofKind.set(one.name, [one]);
      else named.push(one);
    }
    for (const one of this.facts.references) {
      const ofKind = this.referred.get(one.kind);
      if (ofKind === undefined) this.referred.set(one.kind, [one]);
      else ofKind.push(one);
    }
  }

  /** Everything that is called so; a name that ends in `*` stands for all that begin alike. */
  find(kind: NameKind, name: string): readonly Definition[] {
    const ofKind = this.defined.get(kind);
    if (!name.endsWith('*')) return ofKind?.get(name) ?? [];
    return [...(ofKind ?? [])].flatMap(([other, all]) => (other.startsWith(name.slice(0, -1)) ? all : []));
  }

  definitions(kind: NameKind): readonly Definition[] {
    return [...(this.defined.get(kind)?.values() ?? [])].flat();
  }

  references(kind: NameKind): readonly Reference[] {
    return this.referred.get(kind) ?? [];
  }
}

/** Where it stands, for a message: `kubernetes/60-api/deployment-memorai-api.yaml: spec.template`. */
export const where = ({ file, at }: Place): string => `${file}: ${at}`;
