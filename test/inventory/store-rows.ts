import { about, changed, kept, type Row } from './claims';

const production = about('production');
const steps = production(
  'migration command 2',
  'pnpm db:migrate && pnpm db:index && pnpm db:verify && pnpm db:collection',
);
const extensions = production('stores postgres extensions', ['pg_stat_statements', 'uuid-ossp', 'vector']);
const schemas = production('stores postgres schemas', ['memorai', 'audit', 'analytics']);

/** Databases (guide L273-344) and their partitions (L1077-1090). Where a row is `changed`, docs/differences.md says why. */
export const storeRows: Readonly<Record<number, Row>> = {
  83: kept('L273', production('stores postgres database', 'memorai')),
  84: changed('L274', production('stores postgres username', 'memorai')),
  85: changed('L275', production('stores postgres username', 'memorai')),
  86: changed('L281', extensions),
  87: changed('L282', extensions),
  88: changed('L283', extensions),
  89: kept('L286', schemas),
  90: kept('L287', schemas),
  91: kept('L288', schemas),
  92: kept('L291', production('stores postgres searchPath', ['memorai', 'public'])),
  99: changed('L306', steps),
  100: changed('L309', steps),
  101: changed('L312', steps),
  102: changed('L315', steps),
  104: changed('L331', production('stores qdrant collection', 'memorai_embeddings')),
  105: kept(
    'L334-337',
    production('stores qdrant vectors size', 1536),
    production('stores qdrant vectors distance', 'Cosine'),
  ),
  106: changed(
    'L338-342',
    production('stores qdrant optimizers', {
      defaultSegmentNumber: 2,
      maxSegmentSizeKb: 200_000,
      memmapThresholdKb: 50_000,
    }),
  ),
  107: changed(
    'L343-344',
    production('stores qdrant replicationFactor', 2),
    production('stores qdrant writeConsistencyFactor', 2),
  ),
  206: changed(
    'L1088-1090',
    production('stores postgres partitions', { tables: ['memorai.memories'], monthsAhead: 3 }),
    production('migration maintenance schedule', '17 3 * * 1'),
  ),
};
