/** What lies outside and is reached over HTTPS: host, and the setting that holds its key. */
export interface OutsideService {
  readonly host: string;
  readonly keySetting: string;
}

export const outsideServices: Readonly<Record<string, OutsideService>> = {
  openai: { host: 'api.openai.com', keySetting: 'OPENAI_API_KEY' },
  sendgrid: { host: 'api.sendgrid.com', keySetting: 'SENDGRID_API_KEY' },
};
