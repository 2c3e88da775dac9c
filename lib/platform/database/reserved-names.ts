import { postgresMonitor } from '../exporters';

/** Who runs the server: Aurora and the operator have names of their own in it. */
export type PostgresKeeper = 'external' | 'cluster' | 'cloudnative-pg' | 'aurora';

/** What a person names in a database. */
export type NamedInPostgres = 'role' | 'database' | 'schema';

/** Names that are taken before the bootstrap runs. */
interface Reserved {
  readonly of: NamedInPostgres;
  /** Of the whole name. */
  readonly form: RegExp;
  /** @default whoever runs it */
  readonly keeper?: PostgresKeeper;
  /** Follows the name: "is …". */
  readonly why: string;
}

/** The administrator that Aurora is made with; separate from the application's role, so that rotating one leaves the other. */
export const auroraAdministrator = 'memorai_admin';

/**
 * Sources: PostgreSQL 15, 'CREATE ROLE', 'CREATE SCHEMA' and 'Template Databases'; AWS, 'Understanding PostgreSQL roles
 * and permissions' of Aurora and DatabaseName of CreateDBCluster; CloudNativePG, 'PostgreSQL Role Management'.
 */
const reserved: readonly Reserved[] = [
  {
    of: 'role',
    form: /^postgres$/,
    why: "the administrator of the server: the bootstrap would give it the application's password (E51)",
  },
  {
    of: 'role',
    form: new RegExp(`^${auroraAdministrator}$`),
    keeper: 'aurora',
    why: "the administrator of the cluster: the bootstrap would give it the application's password (E51)",
  },
  { of: 'role', form: new RegExp(`^${postgresMonitor}$`), why: 'the role of the exporter' },
  { of: 'role', form: /^pg_/, why: 'of a form that PostgreSQL keeps for roles of its own (pg_…)' },
  { of: 'role', form: /^(public|none)$/, why: 'a word of PostgreSQL, and no role' },
  { of: 'role', form: /^rds/, keeper: 'aurora', why: 'of a form that Aurora has roles of its own in (rds…)' },
  {
    of: 'role',
    form: /^(streaming_replica|cnpg_.*)$/,
    keeper: 'cloudnative-pg',
    why: 'a role that CloudNativePG makes for itself',
  },
  {
    of: 'database',
    form: /^(postgres|template[01])$/,
    why: "the server's own: the bootstrap would give it to the application",
  },
  { of: 'database', form: /^rdsadmin$/, keeper: 'aurora', why: "Aurora's own" },
  { of: 'database', form: /^_/, keeper: 'aurora', why: 'refused by Aurora: it must begin with a letter' },
  { of: 'schema', form: /^pg_/, why: 'of a form that PostgreSQL keeps for schemas of its own (pg_…)' },
  {
    of: 'schema',
    form: /^information_schema$/,
    why: "the server's own: the bootstrap would give it to the application",
  },
];

/** Why a name cannot be had, to follow "<name> is"; undefined where it can. */
export const reservedName = (of: NamedInPostgres, name: string, keptBy: PostgresKeeper): string | undefined =>
  reserved.find((row) => row.of === of && row.form.test(name) && (row.keeper ?? keptBy) === keptBy)?.why;
