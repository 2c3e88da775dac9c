import type { Panel, Row } from './dashboard';
import type { GridPosition } from './written';

/** Columns of Grafana's grid. */
export const COLUMNS = 24;
/** Grid units of about 30 pixels. */
const heights: Readonly<Record<Panel['kind'], number>> = { stat: 4, graph: 8, bars: 8 };

/** A heading, or a panel, with its place. */
export type Placed =
  | { readonly kind: 'heading'; readonly title: string; readonly at: GridPosition }
  | { readonly kind: 'panel'; readonly panel: Panel; readonly at: GridPosition };

/** Panels from left to right, in a new line where the next does not fit; each row below the one before. */
export function placed(rows: readonly Row[]): readonly Placed[] {
  let y = 0;
  return rows.flatMap((row) => {
    const heading: Placed = { kind: 'heading', title: row.title, at: { x: 0, y, w: COLUMNS, h: 1 } };
    y += 1;
    let x = 0;
    let tallest = 0;
    const panels = row.panels.map((panel): Placed => {
      if (x + panel.width > COLUMNS) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      const at = { x, y, w: panel.width, h: heights[panel.kind] };
      x += at.w;
      tallest = Math.max(tallest, at.h);
      return { kind: 'panel', panel, at };
    });
    y += tallest;
    return [heading, ...panels];
  });
}
