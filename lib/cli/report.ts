import { type ConfigIssue, formatIssues, formatPosition } from '../config/errors';
import type { Finding } from '../rules/index';
import type { Console } from './console';
import type { Environment } from './environments';

/** Version of every JSON document that the command line prints. */
const SCHEMA_VERSION = 1;

export type Located = Finding & { readonly environment: string; readonly position?: string };

/** Findings with the place in the file where a person would change something. */
export function locate(environment: Environment, findings: readonly Finding[]): Located[] {
  return findings.map((finding) => {
    const position = environment.positionOf(finding.path);
    return {
      environment: environment.platform.environment,
      ...finding,
      ...(position === undefined ? {} : { position: formatPosition(position) }),
    };
  });
}

/** One line a finding, on the message stream. */
export function reportFindings(findings: readonly Located[], console: Console): void {
  for (const finding of findings) {
    const severity = console.style[finding.severity](finding.severity);
    const place = [finding.position ?? finding.environment, finding.path].filter((part) => part !== '').join('  ');
    console.err(`${severity}  ${place}  ${finding.message}  ${console.style.faint(`[${finding.rule}]`)}\n`);
  }
}

/** Mistakes of a config, for a person or as JSON. */
export function reportIssues(issues: readonly ConfigIssue[], json: boolean, console: Console): void {
  if (json) printJson({ ok: false, issues }, console);
  else console.err(`${formatIssues(issues)}\n`);
}

export function printJson(data: Readonly<Record<string, unknown>>, console: Console): void {
  console.out(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...data }, null, 2)}\n`);
}
