import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import type { Platform } from '../../lib/platform/types';
import { describedRules, describeRule } from '../../lib/rules/describe';
import { withExceptions } from '../../lib/rules/exceptions';
import { checkPlatform, type Finding } from '../../lib/rules/index';
import { artifactRules } from '../../lib/rules/output/index';
import { versionChange } from '../../lib/rules/output/version-change';
import { volumeChange } from '../../lib/rules/output/volume-change';
import { stepFindings } from '../../lib/rules/step-findings';
import { synthesize } from '../../lib/synthesize';
import { production } from '../support/configs';
import { issuesFrom } from '../support/issues';
import { type Case, cases } from './cases/index';
import { faults } from './output/faults';

const reason = 'accepted by a test of exceptions';

/** The config with an exception for each finding, where it is. */
const accepting = (config: PlatformConfig, findings: readonly Finding[]): PlatformConfig => ({
  ...config,
  exceptions: [...(config.exceptions ?? []), ...findings.map(({ rule, path }) => ({ rule, path, reason }))],
});

const dayOf = ({ today }: Case) => (today === undefined ? {} : { today });
const isOpen = ({ severity }: Finding) => severity === 'error';
const isTaken = ({ rule }: Finding) => describeRule(rule)?.neverAccepted === undefined;

/** A case with what its rule finds accepted, and what others find in it. */
function accepted(one: Case): PlatformConfig {
  const isToAccept = (finding: Finding) => isTaken(finding) && (isOpen(finding) || finding.rule === one.rule);
  const config = accepting(one.config, checkPlatform(resolvePlatform(one.config), dayOf(one)).filter(isToAccept));
  const platform = resolvePlatform(config);
  return accepting(config, [...checkOutput(platform, dayOf(one)), ...ofStep(platform, one)].filter(isToAccept));
}

/** What the step from the config before is found to break, after the exceptions of a platform. */
const ofStep = (platform: Platform, { before }: Case): readonly Finding[] =>
  before === undefined
    ? []
    : withExceptions(
        platform,
        [versionChange, volumeChange],
        stepFindings(platform, synthesize(resolvePlatform(before)), synthesize(platform)),
        {},
      );

/** Of the configs that break a rule: those that may be rendered with it. */
const breaking = cases.filter(({ rule, finds }) => finds.length > 0 && describeRule(rule)?.neverAccepted === undefined);

test.each(breaking)('an exception lets both phases pass: $rule, $title', (one) => {
  const platform = resolvePlatform(accepted(one));
  const found = [
    ...checkPlatform(platform, dayOf(one)),
    ...checkOutput(platform, dayOf(one)),
    ...ofStep(platform, one),
  ];
  expect(found.filter((finding) => isOpen(finding) || (finding.rule === one.rule && !finding.exception))).toEqual([]);
  expect(found.filter(({ rule }) => rule === one.rule)).not.toEqual([]);
});

describe.each(describedRules.filter(({ neverAccepted }) => neverAccepted !== undefined))(
  '$id',
  ({ id, neverAccepted, wayOut }) => {
    test('takes no exception, and says why and what to do instead', () => {
      const config = production({ exceptions: [{ rule: id, reason }] });
      expect(issuesFrom(() => checkPlatform(resolvePlatform(config)))).toEqual([
        `exceptions[0].rule: "${id}" cannot be excepted: ${neverAccepted}; ${wayOut}`,
      ]);
    });
  },
);

test.each(faults.filter(({ found }) => found.length > 0))(
  'an exception accepts what is planted: $rule, $what',
  ({ rule: id, found }) => {
    const rule = artifactRules.find((one) => one.id === id);
    if (rule === undefined) throw new Error(`no rule ${id}`);
    const findings = found.map((line): Finding => {
      const [path = '', message = ''] = line.split(/: (.*)/s);
      return { rule: id, severity: rule.severity, path, message };
    });
    const platform = resolvePlatform(accepting(production(), findings));
    checkPlatform(platform);
    expect(withExceptions(platform, [rule], findings, {}).filter(({ exception }) => exception === undefined)).toEqual(
      [],
    );
  },
);
