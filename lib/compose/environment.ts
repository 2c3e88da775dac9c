import type { Setting } from '../platform/types';
import type { Variable } from './model';

/** The environment of a container: values where they are known, else the variable of `.env` that has them. */
export const environment = (settings: readonly Setting[]): Readonly<Record<string, string | Variable>> =>
  Object.fromEntries(settings.map((setting) => [setting.name, settingValue(setting)]));

/** Throws for a secret with a literal value, which would be written to an output. */
function settingValue({ name, kind, source }: Setting): string | Variable {
  if (kind === 'secret' && source.from !== 'literal') {
    return { variable: name, message: 'missing or empty in .env; run memorai secrets init, and fill in what it names' };
  }
  if (kind === 'secret' || source.from !== 'literal') {
    throw new Error(`${name} is a ${kind} setting from ${source.from}, which Compose cannot supply`);
  }
  return source.value;
}
