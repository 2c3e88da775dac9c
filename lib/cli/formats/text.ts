import { type ConfigIssue, placeOfIssue } from '../../config/errors';
import { type Console, oneLine } from '../console';
import { countFindings, findingLine, type Located } from '../report';
import { findingLineOf, findingNote, issueLineOf } from './quote';
import type { Format, Report } from './report';
import { type SourceLine, SourceLines } from './source-lines';

/** Columns of what is quoted where the terminal does not say how wide it is. */
const defaultColumns = 120;

/** For a person: each finding with the line that it is about, environment by environment; the counts are the data. */
export const textFormat: Format = (report, console) => {
  const sources = new SourceLines();
  if (report.issues.length > 0) {
    console.err(report.issues.map((issue) => issueText(issue, report.issues, sources, console)).join(''));
    return;
  }
  for (const [index, environment] of report.environments.entries()) {
    const own = report.findings.filter((finding) => finding.environment === environment);
    if (index > 0 && own.length > 0) console.err('\n');
    console.err(own.map((finding) => findingText(finding, sources, console)).join(''));
    console.out(`${environment}: ${countFindings(own)}\n`);
  }
};

function findingText(finding: Located, sources: SourceLines, console: Console): string {
  const line = findingLineOf(finding, sources);
  const note = findingNote(finding);
  const paint = console.style[finding.severity];
  const below = line !== undefined ? quote(line, note, paint, console) : note === '' ? '' : `      = ${note}\n`;
  return `${findingLine(finding, console.style)}\n${below}`;
}

function issueText(issue: ConfigIssue, all: Report['issues'], sources: SourceLines, console: Console): string {
  const line = issueLineOf(issue, all, sources);
  const head = [placeOfIssue(issue), issue.path, issue.message].filter((part) => part !== '').join('  ');
  return `${oneLine(head)}\n${line === undefined ? '' : quote(line, '', console.style.error, console)}`;
}

/** The line with its number, and a caret under each column that is meant. */
function quote(source: SourceLine, note: string, paint: (text: string) => string, console: Console): string {
  const number = String(source.line).padStart(5);
  const { text, from, to } = cut(source, (console.columns ?? defaultColumns) - number.length - ' | '.length);
  const carets = '^'.repeat(to - from);
  const { faint } = console.style;
  return (
    `${faint(`${number} |`)} ${text}\n` +
    `${faint(`${' '.repeat(number.length)} |`)} ${' '.repeat(from)}${paint(note === '' ? carets : `${carets} ${note}`)}\n`
  );
}

/** What of a long line fits, with the carets in sight; nothing in it can steer the terminal. */
function cut({ text, from, to }: SourceLine, room: number): Pick<SourceLine, 'text' | 'from' | 'to'> {
  const shown = oneLine(text);
  const width = Math.max(room, 20);
  if (shown.length <= width) return { text: shown, from, to };
  const start = to < width ? 0 : Math.max(0, Math.min(from - Math.floor(width / 4), shown.length - width));
  const end = Math.min(start + width, shown.length);
  const inner = `${start > 0 ? '…' : ''}${shown.slice(start + (start > 0 ? 1 : 0), end - (end < shown.length ? 1 : 0))}`;
  return {
    text: end < shown.length ? `${inner}…` : inner,
    from: from - start,
    to: Math.min(to, end - (end < shown.length ? 1 : 0)) - start,
  };
}
