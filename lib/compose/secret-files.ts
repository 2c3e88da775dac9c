import type { ComposeService, SecretMount } from './model';

/** Folder beside the compose file that `memorai secrets init` fills. */
export const secretsFolder = './secrets';

/** Where a container finds a secret. */
const inContainer = (name: string): string => `/run/secrets/${name}`;

export const secretName = (mount: SecretMount): string => (typeof mount === 'string' ? mount : mount.source);

/** A line for a POSIX shell: a variable with what is in the file of a secret. */
export const exportSecret = (variable: string, secret: string): string =>
  `${variable}=$(cat ${inContainer(secret)}); export ${variable}`;

/** A command that reads secrets from their files into the environment of one program, and becomes it. */
export const withSecrets = (secrets: Readonly<Record<string, string>>, program: string) => ({
  entrypoint: ['/bin/sh', '-ec'],
  command: [
    [...Object.entries(secrets).map(([variable, secret]) => exportSecret(variable, secret)), program].join('\n'),
  ],
});

export { inContainer as secretPath };

/** Names of secrets whose files a container is told to read and does not have. */
export function unmountedSecrets({ secrets = [], ...service }: ComposeService): readonly string[] {
  const named = JSON.stringify(service).matchAll(/\/run\/secrets\/(\w+)/g);
  return [...new Set(Array.from(named, ([, name = '']) => name))].filter((name) => !secrets.includes(name));
}
