import { production, serverless } from '../../support/configs';
import type { Case } from './case';

export const functions: readonly Case[] = [
  {
    rule: 'concurrency-quota',
    title: 'one sandbox more than an account may reserve',
    config: serverless({ services: { api: { lambda: { concurrency: 901 } } } }),
    finds: [
      'services.api.lambda.concurrency: functions reserve api 901 = 901 > 900 (an account has 1000 sandboxes by default, 100 of which have to stay free); lower it, or have the quota raised first',
    ],
  },
  {
    rule: 'concurrency-quota',
    title: 'all that an account may reserve',
    config: serverless({
      services: { api: { lambda: { concurrency: 900 } }, worker: { lambda: { concurrency: 1000 } } },
    }),
    finds: [],
  },
  {
    rule: 'reference-code',
    title: 'functions without code',
    config: serverless(),
    finds: ['api', 'worker'].map(
      (name) =>
        `services.${name}: the function of ${name} runs the reference service, not the application; name its code under lambda: { code, handler }`,
    ),
  },
  {
    rule: 'reference-code',
    title: 'functions with code',
    config: serverless({
      services: {
        api: { lambda: { code: 'api.zip', handler: 'index.handler' } },
        worker: { lambda: { code: 'worker.zip', handler: 'index.handler' } },
      },
    }),
    finds: [],
  },
  {
    rule: 'no-migration',
    title: 'functions whose schema nobody makes',
    config: serverless(),
    finds: [
      'migration: nothing migrates the database before new versions get traffic; name the SQL of the application: migration: { sql: <folder> }',
    ],
  },
  {
    rule: 'no-migration',
    title: 'functions with SQL',
    config: serverless({ migration: { sql: 'database' } }),
    finds: [],
  },
  {
    rule: 'no-migration',
    title: 'somebody else who migrates',
    config: serverless({ migration: { enabled: false } }),
    finds: [],
  },
  { rule: 'no-migration', title: 'a Job that migrates', config: production(), finds: [] },
];
