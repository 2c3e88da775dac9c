import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, Log, Region, ReportingDescriptor, Result } from 'sarif';
import type { ConfigIssue, Position } from '../../config/errors';
import { type DescribedRule, describedRules } from '../../rules/describe';
import type { Located } from '../report';
import { findingLineOf, findingNote, issueLineOf } from './quote';
import { type Format, issueRule, type Report } from './report';
import { repositoryPath } from './repository-path';
import { type SourceLine, SourceLines } from './source-lines';

/**
 * SARIF 2.1.0, as GitHub's code scanning and editors read it: every rule with what it protects and the way out, every
 * finding with its region and a fingerprint that survives a moved line.
 */
export const sarifFormat: Format = (report, console) => {
  const sources = new SourceLines();
  const results = [
    ...report.issues.map((issue) => issueResult(issue, report, sources, console.workspace)),
    ...report.findings.map((finding) => findingResult(finding, sources, console.workspace)),
  ];
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'memorai', semanticVersion: report.version, rules: descriptors(results) } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: report.issues.length === 0 }],
        results,
      },
    ],
  };
  console.out(`${JSON.stringify(log, null, 2)}\n`);
};

/** Of all rules of the library, and of what else a result names: mistakes of a config, by kind. */
function descriptors(results: readonly Result[]): ReportingDescriptor[] {
  const known = describedRules.map(descriptorOf);
  const named = new Set(results.map(({ ruleId }) => ruleId ?? ''));
  const others = [...named].filter((id) => !known.some((rule) => rule.id === id)).sort();
  return [...known, ...others.map((id) => ({ id, shortDescription: { text: id.replaceAll('-', ' ') } }))];
}

const descriptorOf = ({ id, severity, protects, source, wayOut, page, phase }: DescribedRule): ReportingDescriptor => ({
  id,
  shortDescription: { text: `Protects ${protects}.` },
  help: { text: `Protects ${protects}. Way out: ${wayOut}. Source: ${source}.` },
  helpUri: page,
  defaultConfiguration: { level: severity },
  properties: { tags: [phase] },
});

function findingResult(finding: Located, sources: SourceLines, workspace: string | undefined): Result {
  const { rule, severity, environment, path, message, place, exception } = finding;
  const note = findingNote(finding);
  return {
    ruleId: rule,
    level: severity,
    message: { text: `${environment}: ${path === '' ? '' : `${path}: `}${message}${note === '' ? '' : ` (${note})`}` },
    locations: [locationOf(place.position, findingLineOf(finding, sources), path, workspace)],
    partialFingerprints: { 'memoraiFinding/v1': [environment, rule, path].join(':') },
    properties: detailsOf(finding),
    ...(exception && { suppressions: [{ kind: 'inSource', status: 'accepted', justification: exception.reason }] }),
  };
}

function detailsOf({ environment, value, limit }: Located): Record<string, string> {
  return { environment, ...(value === undefined ? {} : { value }), ...(limit === undefined ? {} : { limit }) };
}

function issueResult(
  issue: ConfigIssue,
  { issues }: Report,
  sources: SourceLines,
  workspace: string | undefined,
): Result {
  const line = issueLineOf(issue, issues, sources);
  return {
    ruleId: issueRule(issue),
    level: 'error',
    message: { text: [issue.path, issue.message].filter((part) => part !== '').join(': ') },
    ...(issue.position && { locations: [locationOf(issue.position, line, issue.path, workspace)] }),
    partialFingerprints: { 'memoraiFinding/v1': [issue.position?.file ?? '', issue.code, issue.path].join(':') },
  };
}

function locationOf(position: Position, line: SourceLine | undefined, path: string, workspace?: string): Location {
  const file = repositoryPath(position.file, workspace);
  return {
    physicalLocation: {
      artifactLocation: { uri: isAbsolute(file) ? pathToFileURL(file).href : encodeURI(file) },
      region: regionOf(position, line),
    },
    ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path, kind: 'member' }] }),
  };
}

/** Columns count from 1, and the end is excluded. */
const regionOf = (position: Position, line: SourceLine | undefined): Region =>
  line === undefined
    ? { startLine: position.line, startColumn: position.column }
    : { startLine: line.line, startColumn: line.from + 1, endColumn: line.to + 1 };
