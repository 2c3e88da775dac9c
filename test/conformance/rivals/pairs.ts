import { join } from 'node:path';
import diff from 'microdiff';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/index';
import type { Platform } from '../../../lib/platform/types';
import { rules } from '../../../lib/rules/index';
import { cases } from '../../rules/cases/index';

/** A config that breaks a rule, and the one most like it that does not. */
export interface Pair {
  readonly rule: string;
  readonly broken: Platform;
  readonly sound: Platform;
}

/** Rules whose fault cannot be rendered at all, such as a pool that is not there, or two resources of one id: no linter ever sees it. */
export const neverRendered: readonly string[] = ['alike-names', 'placement'];

const there: Readonly<Record<string, string>> = {
  code: join(__dirname, '../../aws/fixtures/code'),
  sql: join(__dirname, '../../aws/fixtures/sql'),
};

/** Code and SQL of functions that are there: CDK reads them. */
const withCode = (config: PlatformConfig): PlatformConfig =>
  JSON.parse(JSON.stringify(config), (key, value) => (typeof value === 'string' ? (there[key] ?? value) : value));

/** In how many values two configs differ. */
const distance = (one: PlatformConfig, other: PlatformConfig): number => diff(one, other, { cyclesFix: false }).length;

/** The first case of each rule that breaks it, the guide's own values before others. */
export const pairs: readonly Pair[] = rules.map(({ id }) => {
  const own = cases.filter(({ rule }) => rule === id);
  const broken = own.filter(({ finds }) => finds.length > 0).sort((a, b) => Number(!a.guide) - Number(!b.guide))[0];
  const sound = own.filter(({ finds }) => finds.length === 0);
  if (broken === undefined || sound.length === 0) throw new Error(`${id} has no case of either kind`);
  const nearest = sound.sort((a, b) => distance(broken.config, a.config) - distance(broken.config, b.config))[0];
  return {
    rule: id,
    broken: resolvePlatform(withCode(broken.config)),
    sound: resolvePlatform(withCode(nearest?.config ?? broken.config)),
  };
});
