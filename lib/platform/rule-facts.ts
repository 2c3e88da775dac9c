import { runbookAt } from './documentation';
import type { Definition, Facts, Place, Reference } from './facts';
import { type Fields, itemsAt, textAt } from './fields';
import { namesIn } from './names-in-expression';

/** What groups of rules define and ask for, as Prometheus loads them (`groups`) or as a PrometheusRule holds them (`spec.groups`). */
export const ruleFacts = (
  place: Pick<Place, 'file' | 'source'>,
  value: unknown,
  path: 'groups' | 'spec.groups',
): readonly Partial<Facts>[] =>
  itemsAt(value, path).flatMap(([group, one]) =>
    itemsAt(one, 'rules').map(([rule, fields]) => factsOf({ ...place, at: `${group}.${rule}` }, fields)),
  );

function factsOf({ at, ...place }: Place, rule: Fields): Partial<Facts> {
  const named = (kind: Definition['kind'], path: string, of = (text: string) => text) => {
    const text = textAt(rule, path);
    return text === undefined ? [] : [{ kind, name: of(text), ...place, at: `${at}.${path}` }];
  };
  const alert = textAt(rule, 'alert');
  const page = runbookAt(textAt(rule, 'annotations.runbook_url') ?? '');
  return {
    definitions: [
      ...named('metric', 'record'),
      ...named('recorded', 'record'),
      ...named('alert', 'alert'),
      ...named('severity', 'labels.severity'),
    ],
    references: [
      ...namesIn(textAt(rule, 'expr') ?? '').map((name): Reference => ({ ...name, ...place, at: `${at}.expr` })),
      ...(page === undefined ? [] : named('runbook', 'annotations.runbook_url', () => page)),
    ],
    statements:
      alert === undefined || page === undefined
        ? []
        : [
            { about: 'runbook', of: alert, value: page, ...place, at: `${at}.annotations.runbook_url` },
            { about: 'runbook', of: alert, value: alert, ...place, at: `${at}.alert` },
          ],
  };
}
