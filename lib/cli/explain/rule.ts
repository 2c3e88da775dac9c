import type { DescribedRule } from '../../rules/describe';
import type { Console } from '../console';
import type { Environment } from '../environments';
import { findEverything, findInPlatforms } from '../findings';
import { defaultOutDir } from '../options';
import { renderOnce } from '../render-once';
import { findingLine, type Located, plainFinding, printJson } from '../report';
import { today } from '../today';

/** What the rule says of itself, for a person. */
export function printRule(rule: DescribedRule, console: Console): void {
  const held = rule.phase === 'platform' ? 'the platform' : 'the files that come out';
  console.out(
    `${[
      `${rule.id}: ${rule.severity}, held against ${held}`,
      `protects ${rule.protects}`,
      `weighs ${rule.reads.join(', ')}`,
      `way out: ${rule.wayOut}`,
      ...(rule.neverAccepted === undefined ? [] : [`takes no exception: ${rule.neverAccepted}`]),
      `source: ${rule.source}`,
      `page: ${rule.page}`,
    ].join('\n    ')}\n`,
  );
}

/** What it finds now, environment by environment. */
export function printRuleState(rule: DescribedRule, environments: readonly Environment[], console: Console): void {
  for (const [name, findings] of stateOf(rule, environments)) {
    console.out(`${name}: ${findings.length === 0 ? 'holds' : 'violated'}\n`);
    for (const finding of findings) console.out(`    ${findingLine(finding, console.outStyle)}\n`);
  }
}

export function printRuleJson(rule: DescribedRule, environments: readonly Environment[], console: Console): void {
  const states = [...stateOf(rule, environments)].map(([environment, findings]) => ({
    environment,
    holds: findings.length === 0,
    findings: findings.map(plainFinding),
  }));
  printJson({ rule, environments: states }, console);
}

/** Nothing is rendered for a rule of the platform. */
function stateOf(rule: DescribedRule, environments: readonly Environment[]): ReadonlyMap<string, readonly Located[]> {
  const all =
    rule.phase === 'platform'
      ? findInPlatforms(environments, today())
      : findEverything(environments, defaultOutDir, today(), renderOnce());
  return new Map(
    environments.map(({ platform: { environment } }) => [
      environment,
      all.filter((finding) => finding.environment === environment && finding.rule === rule.id),
    ]),
  );
}
