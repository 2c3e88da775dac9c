import type { Alert, Look, Step } from '../monitoring/alerts/alert';
import { textFor } from '../monitoring/scope';
import type { Platform } from '../platform/types';
import { sentence } from './markdown';
import { type Trouble, troubles } from './troubles';

/** How the pages of a set hang together: each in a file of its own, or all in one. */
export interface Form {
  /** Of the title of a page. */
  readonly heading: '#' | '##';
  /** Where an alert or a trouble has its page; undefined where it has none. */
  readonly addressOf: (name: string) => string | undefined;
}

/** What an alert means, what to look at, what to do; of one that is not here, in general. */
export function alertSection(platform: Platform, alert: Alert, form: Form, isHere: boolean): readonly string[] {
  const { name, severity, summary, source, runbook } = alert;
  const expression = isHere
    ? ['```promql', textFor(platform, alert.expression(platform)), '```']
    : [`Not in ${platform.environment}: it has nothing that this alert could look at.`];
  const related = troubles.filter(({ alerts }) => alerts.some((one) => one === name));
  return [
    `${form.heading} ${name}`,
    '',
    `${summary}. Severity: ${severity}; it fires when this holds for ${alert.for} (${source}):`,
    '',
    ...expression,
    '',
    ...parts(platform, runbook, name, form),
    ...related.flatMap((trouble) => [`See also: ${linkTo(trouble.name, form, trouble.title)}`, '']),
  ];
}

/** The same of a complaint. */
export function troubleSection(platform: Platform, trouble: Trouble, form: Form): readonly string[] {
  const { name, title, alerts, source } = trouble;
  const known = alerts.filter((alert) => form.addressOf(alert) !== undefined);
  return [
    `${form.heading} ${title}`,
    '',
    `${sentence(source)}.`,
    '',
    ...parts(platform, trouble, name, form),
    ...(known.length === 0
      ? []
      : [`Alerts that speak of it: ${known.map((alert) => linkTo(alert, form)).join(', ')}`, '']),
  ];
}

interface Parts {
  readonly means: string;
  readonly look: (platform: Platform) => readonly Look[];
  readonly act: readonly Step[];
}

function parts(platform: Platform, { means, look, act }: Parts, self: string, form: Form): readonly string[] {
  return [
    `${form.heading}# What it means`,
    '',
    linked(means, self, form),
    '',
    `${form.heading}# What to look at`,
    '',
    ...look(platform).flatMap(({ what, command }) => [`${sentence(what)}:`, '', '```sh', command, '```', '']),
    `${form.heading}# What to do`,
    '',
    ...stepsOf(platform, act).map((step) => `- ${linked(step, self, form)}`),
    '',
  ];
}

const stepsOf = (platform: Platform, act: readonly Step[]): readonly string[] =>
  act.flatMap((one) => {
    if (typeof one === 'string') return [one];
    return one.where(platform) ? [one.step] : [];
  });

const linkTo = (name: string, { addressOf }: Form, text = name): string => {
  const address = addressOf(name);
  return address === undefined ? text : `[${text}](${address})`;
};

/** Names of other alerts lead to their pages. */
const linked = (text: string, self: string, form: Form): string =>
  text.replace(/\b[A-Z]\w+\b/g, (word) => (word === self ? word : linkTo(word, form)));
