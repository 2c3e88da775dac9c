import { placeOfIssue } from '../../config/errors';
import { describedRules } from '../../rules/describe';
import { type Located, placeOfFinding } from '../report';
import { findingNote } from './quote';
import { type Format, fails, issueRule, type Report } from './report';

/** One suite of a document: an environment, or what could not be resolved. */
interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  /** What fails it; empty: it passes. */
  readonly failures: readonly string[];
  /** What fails it, and is accepted in the config: the case is skipped. */
  readonly accepted: readonly string[];
  /** Said of it, though it passes. */
  readonly output: readonly string[];
}

/**
 * A suite an environment, a test case a rule. What `--fail-on` lets pass is the output of a case that passes, so that the
 * document and the exit code agree.
 */
export const junitFormat: Format = (report, console) => {
  const suites =
    report.issues.length > 0 ? [configSuite(report)] : report.environments.map((name) => suiteOf(name, report));
  console.out(documentOf(suites));
};

function configSuite({ issues }: Report): Suite {
  const cases = issues.map((issue) => {
    const place = [placeOfIssue(issue), issue.path].filter((part) => part !== '').join('  ');
    return {
      name: `${issueRule(issue)} ${place}`.trim(),
      failures: [`${place}  ${issue.message}`.trim()],
      accepted: [],
      output: [],
    };
  });
  return { name: 'config', cases };
}

function suiteOf(environment: string, { findings, failOn }: Report): Suite {
  const own = findings.filter((finding) => finding.environment === environment);
  const names = new Set([...describedRules.map(({ id }) => id), ...own.map(({ rule }) => rule)]);
  const cases = [...names].sort().map((name) => {
    const found = own.filter(({ rule }) => rule === name);
    const open = found.filter(({ exception }) => exception === undefined);
    return {
      name,
      failures: open.filter((finding) => fails(finding, failOn)).map(sentence),
      accepted: found.filter(({ exception }) => exception !== undefined).map(sentence),
      output: open.filter((finding) => !fails(finding, failOn)).map(sentence),
    };
  });
  return { name: environment, cases };
}

function sentence(finding: Located): string {
  const note = findingNote(finding);
  const place = [placeOfFinding(finding), finding.path].filter((part) => part !== '').join('  ');
  return `${finding.severity}  ${place}  ${finding.message}${note === '' ? '' : ` (${note})`}`;
}

/** Readers differ in how many failures of one case they show: it has one, with the first as its message and all as text. */
function documentOf(suites: readonly Suite[]): string {
  const counts = (cases: readonly Case[]) =>
    `tests="${cases.length}" failures="${cases.filter(isFailed).length}" errors="0"`;
  const lines = suites.flatMap(({ name, cases }) => [
    `  <testsuite name="${attribute(name)}" ${counts(cases)} skipped="${cases.filter(isSkipped).length}" time="0">`,
    ...cases.flatMap((one) => caseLines(name, one)),
    '  </testsuite>',
  ]);
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="memorai check" ${counts(all)} time="0">`,
    ...lines,
    '</testsuites>\n',
  ].join('\n');
}

const isFailed = ({ failures }: Case): boolean => failures.length > 0;
const isSkipped = (one: Case): boolean => one.accepted.length > 0 && !isFailed(one);

function caseLines(suite: string, one: Case): string[] {
  const { name, failures, accepted } = one;
  const open = `    <testcase classname="memorai.${attribute(suite)}" name="${attribute(name)}" time="0"`;
  const output = isFailed(one) ? [...accepted, ...one.output] : one.output;
  if (failures.length + accepted.length + output.length === 0) return [`${open}/>`];
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  return [
    `${open}>`,
    ...(failures.length === 0
      ? []
      : [`      <failure message="${attribute(`${failures[0]}${more}`)}">${escapeXml(failures.join('\n'))}</failure>`]),
    ...(isSkipped(one) ? [`      <skipped message="${attribute(accepted.join('\n'))}"/>`] : []),
    ...(output.length === 0 ? [] : [`      <system-out>${escapeXml(output.join('\n'))}</system-out>`]),
    '    </testcase>',
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Characters that XML 1.0 cannot hold, not even as a reference, become U+FFFD. */
const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);

/** A reader makes a blank of a newline in an attribute that is not written as a reference. */
const attribute = (text: string): string => escapeXml(text).replaceAll('\n', '&#10;');
