import type { k8s } from 'cdk8s-plus-27';
import type { Setting, SettingSource } from '../platform/types';
import type { Plain } from './typed';
import type { Workload } from './workload';

type EnvVar = Plain<k8s.EnvVar>;

/** A container's own environment: all but the shared values, which come from the ConfigMap. */
export function ownEnvironment(workload: Workload): readonly EnvVar[] {
  return workload.settings.filter((setting) => !fromConfigMap(setting)).map(envVarOf(workload));
}

/** A container's environment without the ConfigMap. */
export function wholeEnvironment(workload: Workload): readonly EnvVar[] {
  return workload.settings.map(envVarOf(workload));
}

/** Name and value of each literal setting that is the workload's own. */
export function ownLiterals(workload: Workload): readonly (readonly [string, string])[] {
  return workload.settings.flatMap((setting) => {
    const value = literalValue(setting);
    return value === undefined || fromConfigMap(setting) ? [] : [[setting.name, value] as const];
  });
}

/** The value of a literal setting; undefined for any other. Throws for a secret: it would appear in an output. */
export function literalValue(setting: Setting): string | undefined {
  if (setting.source.from !== 'literal') {
    return undefined;
  }
  if (setting.kind === 'secret') {
    throw new Error(`secret ${setting.name} has a literal value, which would be written to an output`);
  }
  return setting.source.value;
}

const fromConfigMap = (setting: Setting) => setting.scope === 'shared' && setting.source.from === 'literal';

/** One key at a time from the workload's Secret, so that a container has only what it needs (E41). */
const envVarOf =
  (workload: Workload) =>
  (setting: Setting): EnvVar => {
    const { name, source } = setting;
    const value = literalValue(setting);
    if (value !== undefined) return { name, value };
    return { name, valueFrom: sourceOf(source) ?? { secretKeyRef: { name: workload.secretName, key: name } } };
  };

/** The key that holds one secret of a workload: of the Secret that the config names, or of its own under the same name. */
export function secretKeyOf(
  { settings, secretName }: Pick<Workload, 'settings' | 'secretName'>,
  name: string,
): { readonly name: string; readonly key: string } {
  const source = settings.find((setting) => setting.name === name)?.source;
  return source?.from === 'secretKey' ? { name: source.name, key: source.key } : { name: secretName, key: name };
}

/** A key or field that the config names; undefined for what the workload's own Secret holds. */
function sourceOf(source: SettingSource): EnvVar['valueFrom'] {
  switch (source.from) {
    case 'secretKey':
      return { secretKeyRef: { name: source.name, key: source.key } };
    case 'configKey':
      return { configMapKeyRef: { name: source.name, key: source.key } };
    case 'field':
      return { fieldRef: { fieldPath: source.path } };
    default:
      return undefined;
  }
}
