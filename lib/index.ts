/**
 * The public surface of `memorai-infra`: one config in, a resolved platform, its rules and its files out. It loads
 * neither aws-cdk-lib nor cdk8s; `synthesize` loads the one that a target needs. Constructs for an app of your own are
 * in `memorai-infra/kubernetes` and `memorai-infra/aws`.
 */
export { type CheckOutputOptions, checkOutput } from './check-output';
export { ConfigError, type ConfigIssue, formatIssues, type IssueCode, type Position } from './config/errors';
export { platformJsonSchema } from './config/json-schema';
export type { PlatformConfig } from './config/schema/index';
export { loadPlatform } from './load-platform';
export type { Facts, TargetOutput } from './platform/facts';
export {
  type Artifact,
  applicationContract,
  resolvePlatform,
  type SettingDefinition,
  settingsRegistry,
  type Tier,
  tiers,
} from './platform/index';
export type * from './platform/types';
export { type DescribedRule, describeRule } from './rules/describe';
export {
  type CheckOptions,
  checkPlatform,
  type Excepted,
  type Finding,
  type Output,
  type OutputRule,
  type Phase,
  type Problem,
  type Rule,
  type RuleContext,
  type RuleDescription,
  rules,
  type Severity,
} from './rules/index';
export { MissingPackageError, renderPlatform, type SynthesizeOptions, synthesize } from './synthesize';
