import { formatPath } from '../../config/format-path';
import { mostTags, ownTags } from '../own-tags';
import type { Aws } from '../types';
import { byDefault, type Context } from './context';
import type { WrittenAws } from './written';

/** Tags beside our own. IAM takes two keys that differ in case alone for one, and refuses the role. */
export function resolveTags(context: Context, written: WrittenAws['tags']): Aws['tags'] {
  const tags = context.pick('aws.tags', written, {}, byDefault('none but our own'));
  const keys = Object.keys(tags);
  const own = [...Object.keys(ownTags(context.config.environment)), 'Name'];
  for (const [index, key] of keys.entries()) {
    const isSame = (other: string) => other.toLowerCase() === key.toLowerCase();
    const ours = own.find(isSame);
    const first = keys.slice(0, index).find(isSame);
    if (ours !== undefined) {
      context.fail(formatPath(['aws', 'tags', key]), 'conflict', `is ours (${ours}); choose another key`);
    } else if (first !== undefined) {
      context.fail(
        formatPath(['aws', 'tags', key]),
        'conflict',
        `differs from ${first} in case alone, which IAM takes for the same; choose another key`,
      );
    }
  }
  if (keys.length > mostTags) {
    context.fail(
      'aws.tags',
      'value',
      `must be at most ${mostTags}, as AWS takes 50 a resource and up to ${50 - mostTags} are ours; got ${keys.length}`,
    );
  }
  return tags;
}
