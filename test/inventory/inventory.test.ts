import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadEnvironments } from '../../lib/cli/environments';
import { platformJsonSchema } from '../../lib/config/json-schema';
import { tiers } from '../../lib/platform/tiers';
import { synthesize } from '../../lib/synthesize';
import { holds, type Row, type Subjects, valueAt } from './claims';
import { composeRows } from './compose-rows';
import { dataRows } from './data-rows';
import { deploymentRows } from './deployment-rows';
import { kubernetesRows } from './kubernetes-rows';
import { monitoringRows } from './monitoring-rows';
import { settingsRows } from './settings-rows';
import { storeRows } from './store-rows';

const rows: Readonly<Record<number, Row>> = {
  ...deploymentRows,
  ...composeRows,
  ...settingsRows,
  ...storeRows,
  ...dataRows,
  ...kubernetesRows,
  ...monitoringRows,
};

/** Statements of the guide about deployment models, Compose, sizes, settings, databases, manifests, monitoring, what AWS does by itself, and the test of a restore. */
const scope = [
  range(1, 102),
  range(104, 107),
  range(108, 140),
  range(163, 169),
  [173, 174, 186, 187, 196, 200, 206],
  range(225, 231),
].flat();
/** Errata that exist: E1 to E162. */
const LAST_ERRATUM = 162;

const environments = [
  ...loadEnvironments({ folder: 'environments', names: ['production', 'staging', 'serverless', 'small'] }),
];
const subjects: Subjects = new Map<string, unknown>([
  ['tiers', tiers],
  ['schema', platformJsonSchema()],
  ...environments.flatMap(({ platform }): [string, unknown][] => [
    [platform.environment, platform],
    ...synthesize(platform).map(({ path, content }): [string, unknown] => [
      `${platform.environment}/${path}`,
      read(path, content),
    ]),
  ]),
]);

function read(path: string, content: string): unknown {
  if (path.endsWith('.json')) return JSON.parse(content);
  return /\.ya?ml$/.test(path) ? parse(content) : { lines: content.split('\n') };
}

const differences = readDifferences();

describe('every statement of the guide', () => {
  test('has a row, and there is no row without a statement', () => {
    expect(Object.keys(rows).map(Number)).toEqual(scope);
  });

  test.each(scope)('row %i is in the output as shown', (number) => {
    const failed = (rows[number]?.evidence ?? []).flatMap((claim) =>
      holds(claim, subjects)
        ? []
        : [{ ...claim, found: valueAt(subjects.get(claim.subject), claim.path.split(' ')) ?? 'nothing' }],
    );
    expect(failed).toEqual([]);
  });

  test.each(scope)('row %i is in the output, or in docs/differences.md', (number) => {
    const row = rows[number];
    const listed = differences.some((line) => line.rows.includes(number));
    expect({ listed, shown: listed || (row?.evidence.length ?? 0) > 0 }).toEqual({ listed: row?.differs, shown: true });
  });

  test('is shown by evidence that fails where there is no such output', () => {
    const idle = Object.values(rows).flatMap(({ evidence }) => evidence.filter((claim) => holds(claim, new Map())));
    expect(idle).toEqual([]);
  });
});

describe('docs/differences.md', () => {
  test.each(differences)('$row: names rows that exist, with their lines of the guide', (line) => {
    const lines = line.rows.map((number) => rows[number]?.lines ?? `no row ${number}`);
    expect(lines.filter((reference) => !line.guide.includes(reference))).toEqual([]);
  });

  test.each(differences)('$row: says what is here, and why', (line) => {
    expect([line.rows.length, line.here.length, line.why.length].every((length) => length > 0)).toBe(true);
    expect(/\bE\d+/.test(line.why) || line.why.split(' ').length > 4).toBe(true);
  });

  test.each(differences)('$row: cites errata that exist', (line) => {
    const cited = [...`${line.guide} ${line.here} ${line.why}`.matchAll(/\bE(\d+)\b/g)].map((match) =>
      Number(match[1]),
    );
    expect(cited.filter((number) => number < 1 || number > LAST_ERRATUM)).toEqual([]);
  });

  test('has no line of the table that cannot be read', () => {
    expect(differences.filter(({ rows: numbers }) => numbers.some((number) => !Number.isInteger(number)))).toEqual([]);
  });
});

interface Difference {
  /** The first cell as written. */
  readonly row: string;
  readonly rows: readonly number[];
  readonly guide: string;
  readonly here: string;
  readonly why: string;
}

function readDifferences(): Difference[] {
  return readFileSync('docs/differences.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => {
      const [row = '', guide = '', here = '', why = '', ...rest] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      if (rest.length > 0) throw new Error(`a line of docs/differences.md has more than four cells: ${line}`);
      return { row, rows: row.split(', ').map(Number), guide, here, why };
    });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
