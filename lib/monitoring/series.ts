import type { Platform } from '../platform/types';
import { metricOf, scopeOf } from './scope';

/** Values of series, as promtool's tests write them. */
type Series = Readonly<Record<string, string>>;
type Labels = Readonly<Record<string, string>>;

/** Name of an environment that is none of ours. */
const STRANGER = 'elsewhere';

/** Series of a test with the labels by which an environment knows them for its own. */
export const here = (platform: Platform, series: Series): Series =>
  renamed(series, (name, labels) => {
    const ours = owned(platform, name, labels);
    return { ...ours, ...labels, ...(ours.job === undefined ? {} : { job: ours.job }) };
  });

/** The same series of others who share the Prometheus; none where nobody can. */
export const elsewhere = (platform: Platform, series: Series): Series =>
  platform.cluster === undefined
    ? {}
    : renamed(series, (name, labels) => {
        const ours = owned(platform, name, labels);
        const known = ['namespace', 'environment'].find((label) => label in ours) ?? 'job';
        return { ...ours, ...labels, [known]: STRANGER };
      });

/** The labels that a selector of the environment would ask for, of those that name one value. */
function owned(platform: Platform, name: string, labels: Labels): Labels {
  const metric = metricOf(name);
  if (metric === undefined) return {};
  return Object.fromEntries(
    Object.entries(scopeOf(platform)(metric, labels)).flatMap(([label, match]) =>
      typeof match === 'string' ? [[label, match] as const] : [],
    ),
  );
}

const renamed = (series: Series, change: (name: string, labels: Labels) => Labels): Series =>
  Object.fromEntries(
    Object.entries(series).map(([text, values]) => {
      const [, name = text, inside = ''] = /^([^{]*)\{(.*)\}$/.exec(text) ?? [];
      const labels = Object.fromEntries(
        Array.from(inside.matchAll(/(\w+)="([^"]*)"/g), ([, label = '', value = '']) => [label, value] as const),
      );
      return [written(name, change(name, labels)), values];
    }),
  );

function written(name: string, labels: Labels): string {
  const all = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return all.length === 0 ? name : `${name}{${all.join(',')}}`;
}
