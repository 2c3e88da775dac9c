/** Between the backup, which writes into it, and the node exporter, which reads files that end with `.prom`. */
export const metricsVolume = 'backup_metrics';

/** Variable of a script that writes metrics, beside those of what it tells of. */
export interface MetricsVariables {
  readonly BACKUP_METRICS_FOLDER: string;
}

/** Lines of a metric whose value is that of a shell variable. */
export const gauge = ({ name, meaning }: { readonly name: string; readonly meaning: string }, value: string): string =>
  `# HELP ${name} ${meaning}\n# TYPE ${name} gauge\n${name}{store="postgres"} $${value}`;

/** A command that prints lines, with the values of shell variables. */
export const prints = (lines: readonly string[]): string => `cat <<END\n${lines.join('\n')}\nEND`;

/**
 * The end of a script: what these commands print, in a file that appears whole, and that everyone may read: the exporter is
 * nobody, and dumps are not in that folder.
 */
export const writesTextFile = (
  name: string,
  commands: readonly string[],
): string => `metrics=\${BACKUP_METRICS_FOLDER:?}
whole=$(mktemp "$metrics/.${name}.XXXXXX")
trap 'rm -f "$whole"' EXIT
{
${commands.join('\n')}
} >"$whole"
chmod 644 "$whole"
mv "$whole" "$metrics/memorai-${name}.prom"
`;
