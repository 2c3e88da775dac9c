import type { ComposedPart, Setting } from '../platform/types';

/** Names that Lambda sets itself and refuses from a template (AWS documentation, "Reserved environment variables"). */
const reservedNames =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_REGION|AWS_DEFAULT_REGION|AWS_EXECUTION_ENV|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_LAMBDA_.+)$/;

/** Limit of all names and values together, bytes (AWS documentation, Lambda quotas). */
const ENVIRONMENT_BYTES = 4096;

/**
 * The environment of a function: values where they are known, else the name of where the value is kept.
 *
 * | source | variable | content |
 * | --- | --- | --- |
 * | literal | `NAME` | the value |
 * | secret | `NAME_SECRET_ID`, `NAME_SECRET_KEY` | name in Secrets Manager; property, where that secret is JSON |
 * | parameter | `NAME_PARAMETER` | name in SSM |
 * | composed | `NAME_TEMPLATE` | text with `{OTHER_SETTING}`, to be replaced by that setting, percent-encoded |
 *
 * A secret never appears, whatever its source: throws for a secret with a literal value.
 * Also throws where the whole exceeds what Lambda takes, 4096 bytes.
 */
export function functionEnvironment(service: string, settings: readonly Setting[]): Readonly<Record<string, string>> {
  const environment = Object.fromEntries(
    settings.filter(({ name }) => !reservedNames.test(name)).flatMap((setting) => variables(service, setting)),
  );
  const size = Object.entries(environment).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (size > ENVIRONMENT_BYTES) {
    throw new Error(`environment of ${service} must be at most ${ENVIRONMENT_BYTES} bytes for Lambda, got ${size}`);
  }
  return environment;
}

function variables(service: string, { name, kind, source }: Setting): [string, string][] {
  switch (source.from) {
    case 'literal':
      if (kind === 'secret') {
        throw new Error(`secret ${name} of ${service} must come from the secret store, got a literal value`);
      }
      return [[name, source.value]];
    case 'secret':
      return [
        [`${name}_SECRET_ID`, source.secretName],
        ...(source.property === undefined ? [] : [[`${name}_SECRET_KEY`, source.property] satisfies [string, string]]),
      ];
    case 'parameter':
      return [[`${name}_PARAMETER`, source.parameterName]];
    case 'secretKey':
    case 'configKey':
    case 'field':
      throw new Error(`${name} of ${service} comes from an object of Kubernetes, which a function cannot read`);
    case 'composed':
      return [[`${name}_TEMPLATE`, source.parts.map(placeholder).join('')]];
  }
}

function placeholder(part: ComposedPart): string {
  return 'text' in part ? part.text : `{${part.setting}}`;
}
