/** A name in SQL text. Always in quotes, as a name that the config allows may be a reserved word (`user`, `order`). */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Text in SQL, for any value of `standard_conforming_strings`. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
