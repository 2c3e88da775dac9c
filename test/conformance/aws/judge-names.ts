import { load } from 'js-yaml';
import type { Artifact } from '../../../lib/platform/artifact';
import type { Platform } from '../../../lib/platform/types';
import type { Account } from './account';

interface RemoteRef {
  readonly key: string;
  readonly property?: string;
}

/** What the pods' ExternalSecrets ask for: in Secrets Manager by a plain name, in SSM by one that starts with a slash. */
function remoteRefs(artifacts: readonly Artifact[]): readonly RemoteRef[] {
  return artifacts
    .filter(({ path }) => /\/externalsecret-[^/]+\.yaml$/.test(path))
    .flatMap(({ content }) => {
      const { spec } = load(content) as { spec: { data: { remoteRef: RemoteRef }[] } };
      return spec.data.map(({ remoteRef }) => remoteRef);
    });
}

/** Both sides agree: what Kubernetes asks for was made, and every secret that was made is asked for. */
export function judgeNames(account: Account, platform: Platform, artifacts: readonly Artifact[]): string[] {
  const refs = remoteRefs(artifacts);
  // The administrator's is for whoever sets the database up, and CloudFormation reads it once: no pod may have it.
  const asked = new Set([...refs.map(({ key }) => key), platform.aws?.databaseSecrets.admin]);
  return [
    ...(refs.length === 0 ? ['nothing asks for a secret'] : []),
    ...refs.flatMap(({ key, property }) => {
      if (key.startsWith('/')) return key in account.parameters ? [] : [`no parameter ${key}`];
      const secret = account.secrets[key];
      if (secret === undefined) return [`no secret ${key}`];
      return property === undefined || property in JSON.parse(secret.value ?? '{}')
        ? []
        : [`${key} has no ${property}`];
    }),
    ...platform.managedSecrets.filter(({ name }) => !asked.has(name)).map(({ name }) => `nobody asks for ${name}`),
    ...refs
      .filter(({ key }) => key === platform.aws?.databaseSecrets.admin)
      .map(({ key }) => `a pod asks for ${key}, which is the administrator's`),
  ];
}
