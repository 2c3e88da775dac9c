import { sourcesIn } from '../alerts/sources';
import type { Instant } from '../promql';
import type { Panel, Row } from './dashboard';
import { COLUMNS } from './layout';

/** Whether a query asks for a metric at all; the others draw what the model knows, beside what is measured. */
const isMeasured = ({ expression }: Panel['queries'][number]): boolean => sourcesIn(expression).length > 0;

/** Rows without the queries that nobody who is scraped can answer, and without panels and rows that have no other. */
export const watchedRows = (rows: readonly Row[], isWatched: (expression: Instant) => boolean): readonly Row[] =>
  rows.flatMap((row) => {
    const panels = row.panels.flatMap((panel): Panel[] => {
      const queries = panel.queries.filter(({ expression }) => isWatched(expression));
      if (queries.length === panel.queries.length) return [panel];
      return queries.some(isMeasured) ? [{ ...panel, queries }] : [];
    });
    if (panels.length === row.panels.length) return [{ ...row, panels }];
    return panels.length === 0 ? [] : [{ ...row, panels: filled(panels) }];
  });

/** What is left of one line shares the whole of it. */
function filled(panels: readonly Panel[]): readonly Panel[] {
  const taken = panels.reduce((sum, { width }) => sum + width, 0);
  const width = Math.floor(COLUMNS / panels.length);
  return taken < COLUMNS ? panels.map((panel) => ({ ...panel, width })) : panels;
}
