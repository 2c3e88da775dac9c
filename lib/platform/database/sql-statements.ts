import type { Statement } from '../facts';

const forms = [
  ['database name', /^\\connect "([^"]+)"$/gm],
  ['database name', /CREATE DATABASE "([^"]+)"/g],
  ['database user', /CREATE ROLE "([^"]+)"\$guarded\$/g],
  ['database user', /ALTER DATABASE "[^"]+" OWNER TO "([^"]+)"/g],
] as const;

/** What the script that sets a database up (psqlScript) calls the database and its owner, read from its text. */
export const sqlStatements = (file: string, at: string, text: string): readonly Statement[] =>
  forms.flatMap(([about, form]) =>
    Array.from(text.matchAll(form), ([, value = '']) => ({ about, of: 'postgres', value, file, at })),
  );
