import { ConfigError } from '../../../lib/config/errors';
import { formatPath } from '../../../lib/config/format-path';
import type { Path } from '../../../lib/config/path';
import { namesIn } from '../../../lib/config/path-pattern';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { type Platform, resolvePlatform } from '../../../lib/platform/index';
import { describeRule } from '../../../lib/rules/describe';
import { checkPlatform, type Finding } from '../../../lib/rules/index';
import { weighs } from '../../../lib/rules/reads';

interface Fault {
  readonly path: string;
  readonly message: string;
  /** The rule that it breaks; absent where the config is refused before. */
  readonly rule?: string;
}

/** What a config is told: why there is no platform of it, or what its rules find in it. */
export interface Outcome {
  readonly platform?: Platform;
  /** What refuses its output. */
  readonly faults: readonly Fault[];
  /** All that its rules find. */
  readonly findings: readonly Finding[];
}

export function outcomeOf(config: PlatformConfig): Outcome {
  try {
    const platform = resolvePlatform(config);
    const findings = checkPlatform(platform);
    return { platform, findings, faults: findings.filter(({ severity }) => severity === 'error') };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { faults: error.issues, findings: [] };
  }
}

/**
 * The fault by which a value is found: one that was not there before, at its path, above or below it, or of a rule that
 * says that it weighs that path.
 */
export function foundBy({ faults }: Outcome, before: Outcome, path: Path): Fault | undefined {
  const known = new Set(before.faults.map(({ message }) => message));
  const news = faults.filter(({ message }) => !known.has(message));
  const place = formatPath(path);
  return news.find((fault) => isInLine(fault.path, place)) ?? news.find(({ rule }) => isWeighed(rule, place));
}

export function isInLine(path: string, place: string): boolean {
  const [one, other] = [namesIn(path), namesIn(place)];
  const length = Math.min(one.length, other.length);
  return length > 0 && one.slice(0, length).every((name, at) => name === other[at]);
}

function isWeighed(rule: string | undefined, place: string): boolean {
  const described = rule === undefined ? undefined : describeRule(rule);
  return described !== undefined && weighs(described, place);
}
