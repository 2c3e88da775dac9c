import type { Platform, Setting } from '../platform/types';
import { keptSettings } from '../platform/uses';
import { literalValue } from './environment';
import { workloadMetadata } from './metadata';
import { customObject, type KubernetesObject } from './typed';
import type { Workload } from './workload';

const apiVersion = 'external-secrets.io/v1';

/** Where a value is fetched from: a service of AWS, named as the SecretStore names it. */
interface Remote {
  readonly service: 'SecretsManager' | 'ParameterStore';
  readonly key: string;
  /** Field of a secret that is a JSON object. */
  readonly property?: string;
}

interface SecretStoreSpec {
  readonly provider: { readonly aws: { readonly service: Remote['service']; readonly region: string } };
}

interface StoreRef {
  readonly kind: 'SecretStore';
  readonly name: string;
}

interface ExternalSecretSpec {
  readonly refreshInterval: string;
  readonly secretStoreRef: StoreRef;
  readonly target: {
    readonly name: string;
    readonly creationPolicy: 'Owner';
    readonly deletionPolicy: 'Retain';
    readonly template: {
      readonly engineVersion: 'v2';
      readonly mergePolicy: 'Replace';
      readonly type?: string | undefined;
      readonly metadata?: { readonly labels: Readonly<Record<string, string>> } | undefined;
      readonly data: Readonly<Record<string, string>>;
    };
  };
  readonly data: readonly {
    readonly secretKey: string;
    readonly remoteRef: typeof fetchDefaults & { readonly key: string; readonly property?: string | undefined };
    readonly sourceRef?: { readonly storeRef: StoreRef } | undefined;
  }[];
}

/** The server's own defaults, written out: Argo CD compares the items of a list whole, and would see a difference. */
const fetchDefaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } as const;

/** What somebody else's program asks of a Secret beyond our settings. */
export interface SecretForm {
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Values that are no secret. */
  readonly data: Readonly<Record<string, string>>;
}

const storeSuffix = { SecretsManager: 'secrets', ParameterStore: 'parameters' } as const;

/**
 * What makes a workload's Secret: its stores and one ExternalSecret with exactly its own keys (E41). No value is
 * written here. The stores have no `auth`: the operator uses its own identity, as Pod Identity gives one to its pods
 * and not to a service account that it reads (its `auth.jwt` needs the older role annotation).
 *
 * Nothing with `secrets.provider: existing`, and nothing for a workload whose settings are all literal.
 */
export function secrets(platform: Platform, workload: Workload, form?: SecretForm): readonly KubernetesObject[] {
  const remotes = remotesOf(workload);
  if (platform.secrets.provider !== 'externalSecrets' || remotes.size === 0) {
    return [];
  }
  const region = regionOf(platform);
  const services = (['SecretsManager', 'ParameterStore'] as const).filter((service) =>
    [...remotes.values()].some((remote) => remote.service === service),
  );
  const storeRef = (service: Remote['service']): StoreRef => ({
    kind: 'SecretStore',
    name: `${workload.fullName}-${storeSuffix[service]}`,
  });
  const stores = services.map((service) =>
    customObject<SecretStoreSpec>(
      apiVersion,
      'SecretStore',
      workloadMetadata(platform, workload, storeRef(service).name),
      { provider: { aws: { service, region } } },
    ),
  );
  const [mainService = 'SecretsManager'] = services;
  const externalSecret = customObject<ExternalSecretSpec>(
    apiVersion,
    'ExternalSecret',
    workloadMetadata(platform, workload, workload.secretName),
    {
      refreshInterval: `${platform.secrets.refreshSeconds}s`,
      secretStoreRef: storeRef(mainService),
      target: {
        name: workload.secretName,
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: {
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          data: { ...templates(workload), ...form?.data },
          type: form?.type,
          metadata: form && { labels: form.labels },
        },
      },
      data: [...remotes].map(([secretKey, { service, key, property }]) => ({
        secretKey,
        remoteRef: { ...fetchDefaults, key, property },
        sourceRef: service === mainService ? undefined : { storeRef: storeRef(service) },
      })),
    },
  );
  return [...stores, externalSecret];
}

function regionOf(platform: Platform): string {
  if (platform.aws === undefined) {
    throw new Error('secrets come from AWS by External Secrets, but the platform has no aws section with a region');
  }
  return platform.aws.region;
}

/** What to fetch, by the setting that it is for. */
function remotesOf(workload: Workload): ReadonlyMap<string, Remote> {
  return new Map(
    workload.settings.flatMap((setting) => {
      const remote = remoteOf(setting);
      return remote === undefined ? [] : [[setting.name, remote] as const];
    }),
  );
}

function remoteOf({ source }: Setting): Remote | undefined {
  if (source.from === 'secret') {
    return {
      service: 'SecretsManager',
      key: source.secretName,
      ...(source.property === undefined ? {} : { property: source.property }),
    };
  }
  return source.from === 'parameter' ? { service: 'ParameterStore', key: source.parameterName } : undefined;
}

/** The Secret's keys: a template for every setting that is not literal. */
function templates(workload: Workload): Readonly<Record<string, string>> {
  const settings = new Map(workload.settings.map((setting) => [setting.name, setting]));
  return Object.fromEntries(
    keptSettings(workload.settings).map(({ name, source }) => [
      name,
      source.from === 'composed'
        ? source.parts
            .map((part) => ('text' in part ? part.text : encodedPart(settings.get(part.setting), name)))
            .join('')
        : `{{ .${name} }}`,
    ]),
  );
}

/** One setting inside a connection string, percent-encoded: here when it is known, otherwise in the cluster. */
function encodedPart(setting: Setting | undefined, composed: string): string {
  if (setting === undefined || setting.source.from === 'composed') {
    throw new Error(`${composed} is composed of a setting that its service does not have, or that is composed itself`);
  }
  const value = literalValue(setting);
  // urlquery writes a space as `+`, which only a query string may hold; a real plus is %2B by then.
  return value === undefined ? `{{ .${setting.name} | urlquery | replace "+" "%20" }}` : encodeURIComponent(value);
}
