import { writeFileSync } from 'node:fs';
import { childAt } from '../../../lib/cli/explain/child-at';
import { ConfigError } from '../../../lib/config/errors';
import { formatPath } from '../../../lib/config/format-path';
import { type PlatformConfig, platformSchema } from '../../../lib/config/schema/index';
import type { Platform, TargetName } from '../../../lib/platform/types';
import { synthesize } from '../../../lib/synthesize';
import { bases } from './bases';
import { isInLine, outcomeOf } from './found';
import { othersFor } from './inside';
import { leavesOf } from './leaves';
import { spotsOf, withValue } from './place';
import { samplesOf } from './samples';

const texts = new WeakMap<PlatformConfig, Map<TargetName, string>>();
const render = (platform: Platform, target: TargetName) => JSON.stringify(synthesize(platform, { targets: [target] }));
function textOf(config: PlatformConfig, platform: Platform, target: TargetName): string {
  const known = texts.get(config) ?? new Map<TargetName, string>();
  texts.set(config, known);
  const text = known.get(target) ?? render(platform, target);
  known.set(target, text);
  return text;
}
const resultOf = ({ origins: _, ...platform }: Platform): string => JSON.stringify(platform);
const D = process.env.SCAN_DEPLOYMENT ?? 'serverless';

test('scan', () => {
  const out: string[] = [];
  for (const leaf of leavesOf()) {
    let verdict = 'no place';
    let note = '';
    let tries = 0;
    outer: for (const { config, name } of bases.filter((b) => (b.config.deployment ?? 'kubernetes') === D)) {
      for (const spot of spotsOf(config, leaf)) {
        const before = outcomeOf(spot.config);
        const { platform } = before;
        if (platform === undefined || before.faults.length > 0) {
          if (verdict === 'no place') {
            verdict = 'section refused';
            note = before.faults[0]?.message ?? '';
          }
          continue;
        }
        const written = childAt(spot.config, spot.path);
        const isTaken = (written === undefined ? samplesOf(leaf.alternatives) : [written]).some((one) => {
          const { error } = platformSchema.safeParse(withValue(spot.config, spot.path, one), { jitless: true });
          return (
            error?.issues.find((issue) => isInLine(formatPath(issue.path as never), formatPath(spot.path))) ===
            undefined
          );
        });
        if (!isTaken) continue;
        for (const value of othersFor(leaf, spot, platform).slice(0, 6)) {
          const after = outcomeOf(withValue(spot.config, spot.path, value));
          if (after.platform === undefined || after.faults.length > 0) {
            if (verdict === 'no place' || verdict === 'section refused') {
              verdict = 'refused';
              note = after.faults[0]?.message ?? '';
            }
            continue;
          }
          tries += 1;
          let found: string | undefined;
          if (JSON.stringify(after.findings) !== JSON.stringify(before.findings)) found = 'findings';
          try {
            if (found === undefined && resultOf(after.platform) !== resultOf(platform))
              found = (['kubernetes', 'compose', 'monitoring', 'aws'] as const).find((t) => {
                const was = platform.targets.includes(t);
                return (
                  was !== after.platform?.targets.includes(t) ||
                  (was && textOf(spot.config, platform, t) !== render(after.platform, t))
                );
              });
          } catch (error) {
            if (!(error instanceof ConfigError)) throw error;
            continue;
          }
          if (found !== undefined) {
            verdict = found;
            break outer;
          }
          verdict = 'SILENT';
          note = `${name} ${JSON.stringify(value)} ${resultOf(after.platform) === resultOf(platform) ? 'same platform' : 'same files'}`;
        }
        if (tries >= 10) break outer;
      }
    }
    out.push(`${verdict}\t${leaf.name}\t${note}`);
  }
  writeFileSync(`/tmp/scan-${D}.txt`, `${out.join('\n')}\n`);
}, 3_000_000);
