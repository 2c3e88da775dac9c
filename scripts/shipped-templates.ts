import { loadEnvironments } from '../lib/cli/environments';
import { synthesize } from '../lib/synthesize';
import type { StackTemplate } from './cost-drivers-page';

/** The templates of every environment in a folder. */
export function shippedTemplates(folder: string): readonly StackTemplate[] {
  return loadEnvironments({ folder, names: [] }).flatMap(({ platform }) => {
    const stacks = Object.entries(platform.aws?.stacks ?? {});
    return synthesize(platform, { targets: ['aws'] }).flatMap(({ path, content }) => {
      const stack = stacks.find(([, name]) => path.endsWith(`/${name}.template.json`))?.[0];
      return stack === undefined ? [] : [{ environment: platform.environment, stack, content }];
    });
  });
}
