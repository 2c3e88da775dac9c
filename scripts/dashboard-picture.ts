import type { DashboardModel, PanelModel } from '../lib/monitoring/dashboards/written';

/** Pixels of a column and of a unit of height in Grafana's grid, and between two panels. */
const COLUMN = 50;
const UNIT = 32;
const GAP = 8;
const MARGIN = 16;
const TOP = 56;

const ink = '#24292e';
const faint = '#6e7681';
const border = '#d0d7de';
const colours: Readonly<Record<string, string>> = { green: '#37872d', orange: '#e0752d', red: '#c4162a' };
/** The first colours of Grafana's classic palette. */
const palette = ['#7eb26d', '#eab839', '#6ed0e0', '#ef843c', '#e24d42', '#1f78c1'];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * Where the panels of a dashboard lie, what each is called, what it asks for, and where its limits are: from the JSON that
 * Grafana loads, to its grid. Curves it has none: there is no Grafana here, and none are made up.
 */
export function dashboardPicture({ title = '', panels }: DashboardModel): string {
  const bottom = Math.max(...panels.map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
  const width = 24 * COLUMN + 2 * MARGIN;
  const height = bottom * UNIT + TOP + MARGIN;
  const parts = panels.flatMap((panel) => {
    const { x, y, w, h } = panel.gridPos ?? { x: 0, y: 0, w: 24, h: 1 };
    const box = {
      x: MARGIN + x * COLUMN + GAP / 2,
      y: TOP + y * UNIT + GAP / 2,
      w: w * COLUMN - GAP,
      h: h * UNIT - GAP,
    };
    return panel.type === 'row' ? heading(box, panel.title ?? '') : drawn(box, panel);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="Inter, Helvetica, Arial, sans-serif">`,
    `<title>${escaped(title)}: its panels</title>`,
    `<rect width="${width}" height="${height}" fill="#f4f5f5"/>`,
    text(MARGIN + GAP / 2, 34, title, { size: 20, weight: 600 }),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

const heading = ({ x, y, h }: Box, title: string): string[] => [
  `<path d="M${x + 4} ${y + h / 2 - 3} h10 l-5 6 z" fill="${faint}"/>`,
  text(x + 22, y + h / 2 + 5, title, { size: 14, weight: 600 }),
];

function drawn(box: Box, panel: PanelModel): string[] {
  const unit = panel.type === 'timeseries' ? unitName(panel) : '';
  const title = fitted(panel.title ?? '', box.w - 24 - (unit === '' ? 0 : 12 + widthOf(unit, 11)), 13);
  return [
    `<rect x="${box.x}" y="${box.y}" width="${box.w}" height="${box.h}" rx="3" fill="#ffffff" stroke="${border}"/>`,
    text(box.x + 12, box.y + 21, title, { size: 13, weight: 600 }),
    ...(unit === '' ? [] : [text(box.x + box.w - 12, box.y + 21, unit, { size: 11, anchor: 'end', fill: faint })]),
    ...(panel.type === 'stat' ? number(box, panel) : panel.type === 'bargauge' ? bars(box, panel) : graph(box, panel)),
  ];
}

/** What the number is of, and the ranges that give it its colour. */
function number(box: Box, panel: PanelModel): string[] {
  const steps = stepsOf(panel);
  const y = box.y + box.h - 32;
  const w = (box.w - 24) / steps.length;
  return [
    text(box.x + 12, box.y + 54, legendOf(panel.targets[0]?.legendFormat), { size: 20, fill: faint }),
    ...steps.flatMap(({ value, color }, index) => [
      `<rect x="${round(box.x + 12 + index * w)}" y="${y}" width="${round(w - 2)}" height="5" fill="${colours[color]}"/>`,
      text(round(box.x + 12 + index * w), y + 20, value === null ? ' ' : `from ${amount(value, unitOf(panel))}`, {
        size: 11,
        fill: colours[color] ?? ink,
      }),
    ]),
  ];
}

/** Names of the bars, each as long as its constant where it is one. */
function bars(box: Box, panel: PanelModel): string[] {
  const values = panel.targets.map(({ expr }) => Number(/^vector\((\d+)\)$/.exec(expr)?.[1] ?? 1));
  const room = (box.h - 44) / values.length;
  const longest = Math.max(...values);
  return panel.targets.flatMap(({ legendFormat }, index) => {
    const y = round(box.y + 34 + index * room);
    const value = values[index] ?? 0;
    const w = round(((box.w - 150) * value) / longest);
    return [
      text(box.x + 12, y + room / 2 + 4, legendOf(legendFormat), { size: 12 }),
      `<rect x="${box.x + 90}" y="${y + 4}" width="${w}" height="${round(room - 8)}" fill="${palette[index % palette.length]}"/>`,
      text(box.x + 98 + w, y + room / 2 + 4, String(value), { size: 12, fill: faint }),
    ];
  });
}

/** The axes, the limits at their relative heights, what it shows in words, and the names of its lines. */
function graph(box: Box, panel: PanelModel): string[] {
  const unit = unitOf(panel);
  const plot = { x: box.x + 56, y: box.y + 34, w: box.w - 68, h: box.h - 70 };
  const limits = stepsOf(panel).flatMap(({ value, color }) => (value === null ? [] : [{ value, color }]));
  const highest = Math.max(...limits.map(({ value }) => value), 0);
  const heightOf = (value: number): number =>
    round(plot.y + plot.h - (highest === 0 ? 0 : (value / highest) * plot.h * 0.5));
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => round(plot.y + plot.h * part));
  const lines = wrapped(panel.description ?? '', plot.w - 12, 11).slice(0, Math.floor((plot.h - 12) / 15));
  return [
    ...grid.map((y) => `<path d="M${plot.x} ${y} h${plot.w}" stroke="#eaecef"/>`),
    ...lines.map((line, index) => text(plot.x + 6, plot.y + 16 + index * 15, line, { size: 11, fill: faint })),
    ...limits.flatMap(({ value, color }) => [
      `<path d="M${plot.x} ${heightOf(value)} h${plot.w}" stroke="${colours[color]}" stroke-width="1.5" stroke-dasharray="8 5"/>`,
      text(plot.x - 6, heightOf(value) + 4, amount(value, unit), {
        size: 11,
        anchor: 'end',
        fill: colours[color] ?? ink,
      }),
    ]),
    ...names(box, panel),
  ];
}

/** The legend, as far as it fits in one line. */
function names({ x, y, w, h }: Box, { targets }: PanelModel): string[] {
  let at = x + 12;
  return targets.flatMap(({ legendFormat }, index) => {
    const name = legendOf(legendFormat);
    const wide = 18 + widthOf(name, 11) + 14;
    if (at + wide > x + w) return [];
    const parts = [
      `<rect x="${round(at)}" y="${y + h - 19}" width="12" height="4" rx="2" fill="${palette[index % palette.length]}"/>`,
      text(round(at + 18), y + h - 12, name, { size: 11 }),
    ];
    at += wide;
    return parts;
  });
}

const stepsOf = ({ fieldConfig }: PanelModel) => fieldConfig.defaults.thresholds?.steps ?? [];
const unitOf = ({ fieldConfig }: PanelModel): string => fieldConfig.defaults.unit ?? '';

/** What the axis counts. */
function unitName(panel: PanelModel): string {
  const names: Readonly<Record<string, string>> = {
    Bps: 'bytes/s',
    bytes: 'bytes',
    ops: '1/s',
    percent: '%',
    percentunit: '%',
    reqps: 'answers/s',
    s: 'time',
  };
  return names[unitOf(panel)] ?? '';
}

/** `{{job}}` is one line for each job. */
const legendOf = (format = ''): string => format.replace(/\{\{(\w+)\}\}/g, (_, label: string) => `each ${label}`);

function amount(value: number, unit: string): string {
  if (unit === 'percentunit') return `${round(value * 100)} %`;
  if (unit === 'percent') return `${value} %`;
  if (unit === 'bool_yes_no') return value === 1 ? 'yes' : 'no';
  if (unit !== 's') return String(round(value));
  if (value < 1) return `${round(value * 1000)} ms`;
  if (value < 120) return `${round(value)} s`;
  return value < 2 * 86_400 ? `${round(value / 60)} min` : `${round(value / 86_400)} d`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Width of an average letter, as a share of its height: that of a wide font, so that nothing runs into anything. */
const LETTER = 0.58;

const widthOf = (line: string, size: number): number => line.length * size * LETTER;

function wrapped(words: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const fitted = (line: string, width: number, size: number): string =>
  widthOf(line, size) <= width ? line : `${line.slice(0, Math.floor(width / size / LETTER) - 1)}…`;

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

interface Style {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly anchor?: 'end';
}

const text = (x: number, y: number, words: string, { size, weight = 400, fill = ink, anchor }: Style): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}"${anchor === undefined ? '' : ` text-anchor="${anchor}"`}>${escaped(words)}</text>`;
