/** What the steps need of a connection; a `Client` of pg is one. */
export interface SqlClient {
  query(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
}

/** The rows of a query, as what the query is known to answer. */
export async function rowsOf<Row>(
  client: SqlClient,
  sql: string,
  values?: readonly unknown[],
): Promise<readonly Row[]> {
  const { rows } = await client.query(sql, values);
  return rows as readonly Row[];
}
