import type { ConfigIssue } from '../../config/errors';
import type { Severity } from '../../rules/index';
import { findingNote } from './quote';
import { type Format, issueRule } from './report';
import { repositoryPath } from './repository-path';

/** The commands of GitHub's runner, by severity (docs.github.com, 'Workflow commands'). */
const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** One command a finding, which the runner shows beside the line in a pull request. */
export const githubFormat: Format = ({ findings, issues }, console) => {
  const place = (position: ConfigIssue['position']) =>
    position && {
      file: repositoryPath(position.file, console.workspace),
      line: String(position.line),
      col: String(position.column),
    };
  for (const issue of issues) {
    const message = [issue.path, issue.message].filter((part) => part !== '').join(': ');
    console.out(command('error', { ...place(issue.position), title: issueRule(issue) }, message));
  }
  for (const finding of findings) {
    const { rule, severity, environment, path, message } = finding;
    const note = findingNote(finding);
    const text = `${environment}: ${path === '' ? '' : `${path}: `}${message}${note === '' ? '' : ` (${note})`}`;
    console.out(command(commands[severity], { ...place(finding.place.position), title: rule }, text));
  }
};

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const words = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${words.join(',')}::${escapeData(message)}\n`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
