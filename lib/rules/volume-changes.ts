import { parse } from 'yaml';
import { memory } from '../config/units';
import type { Artifact } from '../platform/artifact';
import type { Platform } from '../platform/types';
import { storeWorkloads } from '../platform/uses';
import { volumeChange } from './output/volume-change';
import type { Finding } from './types';

/** A volume that an object asks for, as its file says. */
interface Claim {
  /** `StatefulSet memorai-redis`, or the claim's own kind and name. */
  readonly owner: string;
  readonly isTemplate: boolean;
  readonly name: string;
  /** Config path of the volume; of a team's own object, that of the object. */
  readonly path: string;
  readonly sizeMiB: number;
  readonly size: string;
  readonly storageClass: string | undefined;
  readonly accessModes: string;
}

interface ClaimSpec {
  readonly accessModes?: readonly string[];
  readonly storageClassName?: string;
  readonly resources?: { readonly requests?: { readonly storage?: string } };
}

interface Written {
  readonly kind?: string;
  readonly metadata?: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: ClaimSpec & {
    readonly volumeClaimTemplates?: readonly {
      readonly metadata: { readonly name: string };
      readonly spec: ClaimSpec;
    }[];
    readonly storage?: { readonly size?: string; readonly storageClass?: string };
  };
}

const files = /^kubernetes\/.*\/(statefulset|persistentvolumeclaim|cluster)-[^/]*\.yaml$/;

/** Whether a file may ask for volumes: what a comparison has to know of an earlier output. */
export const asksForVolumes = (path: string): boolean => files.test(path);

/**
 * What the files of an earlier synth and those of a new one say about the same volumes, where a server would refuse the
 * difference: it never makes a volume smaller nor moves it to another class (errors), and it changes no template of a
 * StatefulSet, not even to a larger size (a warning, with the way).
 */
export function volumeChanges(
  platform: Platform,
  before: readonly Artifact[],
  after: readonly Artifact[],
): readonly Finding[] {
  const claims = claimsOf(platform, after);
  const owners = new Set([...claims.values()].map(({ owner }) => owner));
  const old = [...claimsOf(platform, before)];
  const known = new Set(old.map(([key]) => key));
  return [
    ...old.flatMap(([key, claim]) => {
      const now = claims.get(key);
      if (now !== undefined) return changes(claim, now);
      return claim.isTemplate && owners.has(claim.owner) ? [replaceSet(claim, `volume ${claim.name} goes`)] : [];
    }),
    ...[...claims]
      .filter(([key, { owner, isTemplate }]) => {
        return isTemplate && !known.has(key) && old.some(([, claim]) => claim.owner === owner);
      })
      .map(([, claim]) => replaceSet(claim, `volume ${claim.name} is new`)),
  ];
}

function changes(was: Claim, now: Claim): Finding[] {
  const refused = (field: string, what: string): Finding => ({
    rule: volumeChange.id,
    severity: 'error',
    path: now.path.startsWith('extraObjects') ? now.path : `${now.path}.${field}`,
    message: `${now.owner}: volume ${now.name} ${what}, which the server refuses; put the old value back, or copy the data to a new volume and name it as existingClaim`,
  });
  const errors = [
    ...(now.sizeMiB < was.sizeMiB ? [refused('size', `would shrink from ${was.size} to ${now.size}`)] : []),
    ...(now.storageClass === was.storageClass
      ? []
      : [refused('storageClass', `would move from ${className(was.storageClass)} to ${className(now.storageClass)}`)]),
    ...(now.accessModes === was.accessModes
      ? []
      : [refused('accessMode', `would change from ${was.accessModes} to ${now.accessModes}`)]),
  ];
  return errors.length === 0 && now.isTemplate && now.sizeMiB > was.sizeMiB
    ? [replaceSet(now, `volume ${now.name} grows from ${was.size} to ${now.size}`)]
    : errors;
}

const className = (name: string | undefined): string =>
  name === undefined ? "the cluster's default class" : `class ${name}`;

const replaceSet = ({ owner, path }: Claim, what: string): Finding => ({
  rule: volumeChange.id,
  severity: 'warning',
  path,
  message: `${owner}: ${what}, and the server changes no template of a StatefulSet; before the apply: docs/first-deployment.md, "A volume of another size"`,
});

/** By owner and name. */
function claimsOf(platform: Platform, artifacts: readonly Artifact[]): ReadonlyMap<string, Claim> {
  return new Map(
    artifacts
      .filter(({ path }) => asksForVolumes(path))
      .flatMap(({ content }) => claimsIn(platform, parse(content) as Written))
      .map((claim) => [`${claim.owner} ${claim.name}`, claim]),
  );
}

function claimsIn(platform: Platform, { kind = '', metadata, spec }: Written): readonly Claim[] {
  const labels = metadata?.labels ?? {};
  const store = storeWorkloads(platform.stores).find(({ fullName }) => fullName === labels.app);
  const owner = `${kind} ${metadata?.name}`;
  const extra = platform.extraObjects.findIndex((one) => one.kind === kind && one.metadata.name === metadata?.name);
  const teams = extra < 0 ? undefined : `extraObjects[${extra}]`;
  const claim = (name: string, isTemplate: boolean, path: string, one: ClaimSpec): Claim => {
    const size = one.resources?.requests?.storage ?? '';
    return {
      owner,
      isTemplate,
      name,
      path,
      size,
      sizeMiB: memory().safeParse(size).data ?? 0,
      storageClass: one.storageClassName,
      accessModes: (one.accessModes ?? []).join(', '),
    };
  };
  const storePath = (name: string) =>
    store === undefined
      ? (teams ?? 'extraObjects')
      : `stores.${store.name}.${name === 'snapshots' ? 'snapshots' : 'volume'}`;
  switch (kind) {
    case 'StatefulSet':
      return (spec?.volumeClaimTemplates ?? []).map((one) =>
        claim(one.metadata.name, true, storePath(one.metadata.name), one.spec),
      );
    case 'PersistentVolumeClaim': {
      const service = labels['app.kubernetes.io/component'] ?? '';
      const name = metadata?.name.slice(`${labels.app}-`.length) ?? '';
      return [claim(name, false, teams ?? `services.${service}.volumes.${name}`, spec ?? {})];
    }
    case 'Cluster': {
      const { size = '', storageClass } = spec?.storage ?? {};
      const one = { resources: { requests: { storage: size } } };
      return [
        claim(
          'data',
          false,
          storePath('data'),
          storageClass === undefined ? one : { ...one, storageClassName: storageClass },
        ),
      ];
    }
    default:
      return [];
  }
}
