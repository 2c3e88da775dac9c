import { Annotations, type Stack, Validations } from 'aws-cdk-lib/core';
import type { Platform } from '../platform/types';
import type { CheckOptions } from '../rules/index';

/**
 * Shows on a stack what the rules find in its platform, as `cdk synth` shows such things: an error fails it, a warning can
 * be acknowledged by the rule (`memorai-infra:<rule>`) and by its path (`where: { path }`), a note is printed.
 */
export function reportRules(stack: Stack, platform: Platform, options: CheckOptions): void {
  const { checkPlatform } = require('../rules/index') as typeof import('../rules/index');
  for (const { rule, severity, path, message } of checkPlatform(platform, options)) {
    const id = `memorai-infra:${rule}`;
    const text = `${path}: ${message}`;
    if (severity === 'error') Validations.of(stack).addError(id, text);
    else if (severity === 'warning') Validations.of(stack).addWarning(id, text, { context: { path } });
    else Annotations.of(stack).addInfoV2(id, text);
  }
}

export type { CheckOptions } from '../rules/index';
