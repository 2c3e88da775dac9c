import { root } from '../../package/built';
import { run } from '../../support/run';

/** Programs `node`, of several versions. Throws when the tests were not started by scripts/conformance/run. */
export const nodes: readonly string[] = (() => {
  if (process.env.NODES === undefined) throw new Error('NODES is not set; run scripts/conformance/run packages');
  return process.env.NODES.split(':');
})();

/** What a Node calls itself: `v20.19.0`. */
export const versionOf = (node: string): string => run(node, ['--version'], root).trim();
