export type { Artifact } from './artifact';
export { applicationContract } from './contract';
export { resolvePlatform } from './resolve/index';
export { type SettingDefinition, settingsRegistry } from './settings-registry';
export { type Tier, tiers } from './tiers';
export type * from './types';
