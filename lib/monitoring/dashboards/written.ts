import type * as bars from '@grafana/grafana-foundation-sdk/bargauge';
import type { GraphFieldConfig } from '@grafana/grafana-foundation-sdk/common';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as graph from '@grafana/grafana-foundation-sdk/timeseries';

/**
 * The typed seam to Grafana: the types of its Foundation SDK, turned into what is written in JSON. Types only: loading its
 * builders takes 60 ms, as long as an empty process (docs/adr/0017-dashboards.md).
 */
type Written<T> = T extends string
  ? `${T}`
  : T extends number
    ? // An enum of numbers is its numbers.
      `${T}` extends `${infer N extends number}`
      ? N
      : T
    : T extends readonly (infer Item)[]
      ? readonly Written<Item>[]
      : T extends object
        ? // Methods mark types for the compiler, and are in no JSON.
          { readonly [K in keyof T as T[K] extends () => void ? never : K]: Written<T[K]> }
        : T;

export type Target = Written<Dataquery>;
export type Link = Written<dashboard.DashboardLink>;
export type Threshold = Written<dashboard.Threshold>;
export type GridPosition = Written<dashboard.GridPos>;
export type Heading = Written<Omit<dashboard.RowPanel, 'panels'>> & { readonly panels: readonly [] };

/** A panel whose own options the SDK leaves open. */
type PanelOf<Type extends string, Options, Custom = undefined> = Written<
  Omit<dashboard.Panel, 'type' | 'targets' | 'options' | 'fieldConfig'>
> & {
  readonly type: Type;
  readonly targets: readonly Target[];
  readonly options: Written<Options>;
  readonly fieldConfig: {
    readonly defaults: Written<Omit<dashboard.FieldConfig, 'custom'>> & { readonly custom?: Written<Custom> };
    readonly overrides: readonly [];
  };
};

export type PanelModel =
  | PanelOf<'timeseries', graph.Options, GraphFieldConfig>
  | PanelOf<'stat', stat.Options>
  | PanelOf<'bargauge', bars.Options>;

/** A dashboard as Grafana reads it from a file. */
export type DashboardModel = Written<Omit<dashboard.Dashboard, 'panels' | 'annotations'>> & {
  readonly panels: readonly (Heading | PanelModel)[];
  readonly annotations: {
    readonly list: readonly (Written<Omit<dashboard.AnnotationQuery, 'target'>> & { readonly target?: Target })[];
  };
};
