import { childAt } from '../../../lib/cli/explain/child-at';
import { neighbours } from '../../../lib/cli/explain/neighbours';
import { withUnit } from '../../../lib/cli/explain/with-unit';
import { formatPath } from '../../../lib/config/format-path';
import { lookup } from '../../../lib/config/lookup';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import type { Platform, TargetName } from '../../../lib/platform/types';
import { synthesize } from '../../../lib/synthesize';
import { type Outcome, outcomeOf } from './found';
import type { Leaf } from './leaves';
import { limitsOf } from './limits';
import { othersAt } from './others';
import { type Spot, withValue } from './place';
import { textsOf } from './samples';
import type { Schema } from './schema';

/** Quick ones first: CloudFormation is rendered only where no other shows the change. */
const targets: readonly TargetName[] = ['kubernetes', 'compose', 'monitoring', 'aws'];

/** Those of the table. */
const namedFor = ({ path }: Leaf): readonly unknown[] | undefined =>
  Object.entries(othersAt).find(([end]) => `.${path.join('.')}`.endsWith(end))?.[1];

/** Other values for a place that are legal as far as its schema says, the likeliest to matter first. */
export function othersFor(leaf: Leaf, { config, path }: Spot, platform: Platform): readonly unknown[] {
  const written = childAt(config, path);
  const place = formatPath(path);
  const origin = lookup(platform.origins, place);
  const current = written ?? (origin === undefined ? undefined : asWritten(withUnit(place, origin.value)));
  const own = namedFor(leaf);
  if (own !== undefined) return own.filter((value) => JSON.stringify(value) !== JSON.stringify(written));
  const all = [
    ...(leaf.alternatives.some(isAnything) ? [{ example: 'other' }, 'other'] : []),
    ...neighbours(leaf.alternatives, undefined, current),
    ...leaf.alternatives.flatMap((one) => (takesText(one) ? textsOf(one) : [])),
    ...limitsOf(leaf.alternatives).at,
  ];
  return all.filter((value, index) => value !== written && typeof value !== 'symbol' && all.indexOf(value) === index);
}

const takesText = ({ type, enum: choices, const: only }: Schema): boolean =>
  type === 'string' && choices === undefined && only === undefined;

const isAnything = ({ type, const: only, enum: choices, not }: Schema): boolean =>
  type === undefined && only === undefined && choices === undefined && not === undefined;

const asWritten = (shown: string): unknown => (/^[[{"]/.test(shown) ? JSON.parse(shown) : shown);

/** The files of a target as one text, of a config that is changed again and again. */
const texts = new WeakMap<PlatformConfig, Map<TargetName, string>>();

function textOf(config: PlatformConfig, platform: Platform, target: TargetName): string {
  const known = texts.get(config) ?? new Map<TargetName, string>();
  texts.set(config, known);
  const text = known.get(target) ?? render(platform, target);
  known.set(target, text);
  return text;
}

const render = (platform: Platform, target: TargetName): string =>
  JSON.stringify(synthesize(platform, { targets: [target] }));

/** All of a platform but where its values came from, and where there were any. */
export const resultOf = ({ origins: _, written: __, ...platform }: Platform): string => JSON.stringify(platform);

/**
 * The target whose files another value changes; `findings` where only what the rules say is another;
 * `unrendered` where it is refused, or the platform is the same.
 */
export function changeBy(
  value: unknown,
  { config, path }: Spot,
  before: Outcome & { readonly platform: Platform },
): TargetName | 'findings' | 'nothing' | 'unrendered' {
  const { platform, findings, faults } = outcomeOf(withValue(config, path, value));
  const isRefused = platform === undefined || faults.length > 0;
  if (isRefused || resultOf(platform) === resultOf(before.platform)) return 'unrendered';
  const target = targets.find((one) => {
    const wasThere = before.platform.targets.includes(one);
    if (wasThere !== platform.targets.includes(one)) return true;
    return wasThere && textOf(config, before.platform, one) !== render(platform, one);
  });
  return target ?? (JSON.stringify(findings) === JSON.stringify(before.findings) ? 'nothing' : 'findings');
}
