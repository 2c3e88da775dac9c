import { postgresMonitor } from '../exporters';
import type { Place, Statement } from '../facts';

const forms = [
  ['database name', /^\\connect "([^"]+)"$/gm],
  ['database name', /\bDATABASE "([^"]+)"/g],
  ['database name', /\bdatname = '([^']+)'/g],
  ['database user', /\bROLE "([^"]+)"/g],
  ['database user', /\bOWNER (?:TO )?"([^"]+)"/g],
  ['database user', /\bAUTHORIZATION "([^"]+)"/g],
  ['database user', /\brolname = '([^']+)'/g],
  ['database user', /\bGRANT "([^"]+)" TO CURRENT_USER/g],
] as const;

/** What the script that sets a database up (psqlScript) calls the database and its owner, read from its text. */
export const sqlStatements = (file: string, at: string, text: string): readonly Statement[] =>
  forms.flatMap(([about, form]) =>
    Array.from(text.matchAll(form))
      // The exporter's role stands beside the owner's, and has its name from one place.
      .filter(([, name]) => name !== postgresMonitor)
      .map(({ index, 1: value = '' }) => {
        const line = `line ${text.slice(0, index).split('\n').length}`;
        return { about, of: 'postgres', value, file, at: at === '' ? line : `${at} ${line}` };
      }),
  );

/** What a connection string says of them, whose other parts may still be templates. */
export function urlStatements(place: Place, url: unknown): readonly Statement[] {
  const [, user, name] = /^postgresql:\/\/([\w-]+):.*\/([\w-]+)(?:\?|$)/.exec(typeof url === 'string' ? url : '') ?? [];
  return user === undefined || name === undefined
    ? []
    : [
        { about: 'database user', of: 'postgres', value: user, ...place },
        { about: 'database name', of: 'postgres', value: name, ...place },
      ];
}
