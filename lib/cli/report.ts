import { type ConfigIssue, formatIssues, formatPosition } from '../config/errors';
import type { Finding, Severity } from '../rules/index';
import { type Console, oneLine, type Style } from './console';
import type { Environment, Place } from './environments';

/** Version of every JSON document that the command line prints. */
const SCHEMA_VERSION = 1;

/** A finding of one environment, with the place in the file where a person would change something. */
export type Located = Finding & { readonly environment: string; readonly place: Place };

export function locate(environment: Environment, findings: readonly Finding[]): Located[] {
  return findings.map(({ wayOut, ...finding }) => ({
    environment: environment.platform.environment,
    ...finding,
    message: wayOut === undefined ? finding.message : `${finding.message}; ${wayOut}`,
    place: environment.placeOf(finding.path),
  }));
}

/** A finding as JSON has it, with its position as that of an issue; `nearest` is the key at the position where the path itself is not written. */
export function plainFinding({ place, ...finding }: Located): Readonly<Record<string, unknown>> {
  return {
    ...finding,
    position: place.position,
    ...(place.written ? {} : { nearest: place.key }),
  };
}

/** One line a finding, on the message stream. */
export function reportFindings(findings: readonly Located[], console: Console): void {
  for (const finding of findings) console.err(`${findingLine(finding, console.style)}\n`);
}

/** Where a finding is, for a person: `file:line:column`; the file alone where not even the first key of its path is written. */
export const placeOfFinding = ({ place: { key, position } }: Located): string =>
  key === '' ? position.file : formatPosition(position);

/** `severity  file:line:column  path  message  [rule]`. */
export function findingLine(finding: Located, style: Style): string {
  const { severity, path, message, rule } = finding;
  const where = [placeOfFinding(finding), path].filter((part) => part !== '').join('  ');
  return `${style[severity](severity)}  ${oneLine(`${where}  ${message}`)}  ${style.faint(`[${rule}]`)}`;
}

/** `2 errors, 1 warning`; notes, and what the config accepts, are only counted where there are any. */
export function countFindings(findings: readonly Located[]): string {
  const open = findings.filter(({ exception }) => exception === undefined);
  const accepted = findings.length - open.length;
  const count = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  const words = (['error', 'warning', 'note'] as const)
    .filter((severity) => severity !== 'note' || count(severity) > 0)
    .map((severity) => `${count(severity)} ${severity}${count(severity) === 1 ? '' : 's'}`);
  return [...words, ...(accepted > 0 ? [`${accepted} accepted`] : [])].join(', ');
}

/** Mistakes of a config, for a person or as JSON. */
export function reportIssues(issues: readonly ConfigIssue[], json: boolean, console: Console): void {
  if (json) printJson({ ok: false, issues }, console);
  else console.err(`${formatIssues(issues)}\n`);
}

export function printJson(data: Readonly<Record<string, unknown>>, console: Console): void {
  console.out(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...data }, null, 2)}\n`);
}
