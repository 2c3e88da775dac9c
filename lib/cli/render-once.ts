import type { TargetOutput } from '../platform/facts';
import { renderPlatform } from '../synthesize';
import type { Environment } from './environments';

/** The artifacts of an environment, and what they define and refer to. */
export type Render = (environment: Environment) => TargetOutput;

/**
 * Renders an environment when it is first asked for, and keeps what came out: it is checked, compared and written.
 *
 * @param announce - Called before each rendering.
 */
export function renderOnce(announce: (environment: Environment) => void = () => {}): Render {
  const rendered = new Map<Environment, TargetOutput>();
  return (environment) => {
    const known = rendered.get(environment);
    if (known !== undefined) return known;
    announce(environment);
    const output = renderPlatform(environment.platform);
    rendered.set(environment, output);
    return output;
  };
}
