import { Annotations, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { TargetOutput } from '../platform/facts';
import { isAbout, type Subject } from '../platform/subject';
import type { Platform } from '../platform/types';
import type { CheckOptions, Finding } from '../rules/index';

/**
 * Shows on a construct what the rules find in its platform, as `cdk synth` shows such things: an error fails it, a warning
 * can be acknowledged by the rule (`memorai-infra:<rule>`) and by its path (`where: { path }`), a note is printed.
 */
export function reportRules(construct: Construct, platform: Platform, options: CheckOptions): void {
  const { checkPlatform } = require('../rules/index') as typeof import('../rules/index');
  report(construct, checkPlatform(platform, options));
}

/**
 * The same of what one construct is made from.
 *
 * @param others what others show already
 */
export function reportRulesAbout(
  subject: Subject,
  others: readonly Subject[],
  construct: Construct,
  platform: Platform,
  options: CheckOptions,
): void {
  const { checkPlatform } = require('../rules/index') as typeof import('../rules/index');
  const found = checkPlatform(platform, options).filter(
    (finding) => isAbout(subject, finding) && !others.some((other) => isAbout(other, finding)),
  );
  report(construct, found);
}

/** What the rules of the output find in one template that cannot be deployed, a sentence each. */
export function templateErrors(platform: Platform, template: TargetOutput, options: CheckOptions): string[] {
  const { checkTarget } = require('../rules/output/check') as typeof import('../rules/output/check');
  return checkTarget(platform, 'aws', template, options)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message, wayOut }) => `${message}${wayOut === undefined ? '' : `; ${wayOut}`} [${rule}]`);
}

function report(construct: Construct, findings: readonly Finding[]): void {
  for (const { rule, severity, path, message } of findings) {
    const id = `memorai-infra:${rule}`;
    const text = `${path}: ${message}`;
    if (severity === 'error') Validations.of(construct).addError(id, text);
    else if (severity === 'warning') Validations.of(construct).addWarning(id, text, { context: { path } });
    else Annotations.of(construct).addInfoV2(id, text);
  }
}

export type { Subject } from '../platform/subject';
export type { CheckOptions } from '../rules/index';
