/** Name of a setting's secret in the secret store: `memorai/production/JWT_SECRET`. */
export const secretName = (environment: string, name: string): string => `memorai/${environment}/${name}`;
