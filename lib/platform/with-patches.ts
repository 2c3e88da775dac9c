import type { ObjectPatch, Platform } from './types';

/** The platform with more patches, after those of its config; it is otherwise the same. */
export function withPatches(platform: Platform, patches: readonly ObjectPatch[] = []): Platform {
  if (patches.length === 0) return platform;
  const more = patches.map((patch, index) => ({ ...patch, source: `options.patches[${index}]` }));
  return { ...platform, patches: [...platform.patches, ...more] };
}
