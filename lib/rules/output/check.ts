import type { TargetOutput } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import type { Finding } from '../types';
import { artifactRules } from './index';
import { Output } from './output';

/** What the rules of the second phase find in what was rendered of a platform; errors first, then by path. */
export function checkRendered(platform: Platform, rendered: TargetOutput): readonly Finding[] {
  const output = new Output(rendered);
  return artifactRules
    .flatMap(({ id, severity, check }) =>
      check(output, platform).map((problem): Finding => ({ rule: id, severity, ...problem })),
    )
    .sort((a, b) => a.severity.localeCompare(b.severity, 'en') || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
