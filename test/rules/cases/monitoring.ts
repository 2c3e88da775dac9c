import { contained, production, serverless } from '../../support/configs';
import type { Case } from './case';

export const monitoring: readonly Case[] = [
  {
    rule: 'alarm-receivers',
    title: 'alarms that nobody hears',
    config: production(),
    finds: [
      'alarms: nobody is told when one rings; name alarms.email or alarms.https, or set alarms.enabled: false where others watch',
    ],
  },
  {
    rule: 'alarm-receivers',
    title: 'one address',
    config: production({ alarms: { https: ['https://on-call.example/memorai'] } }),
    finds: [],
  },
  { rule: 'alarm-receivers', title: 'none to hear', config: production({ alarms: { enabled: false } }), finds: [] },
  {
    rule: 'alarm-receivers',
    title: 'data that may be lost',
    config: production({ protection: { level: 'none', reason: 'made by a test' } }),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'alerts that nobody hears',
    guide: 'L1300-1326',
    config: production(),
    finds: [
      'monitoring.receivers: nobody is told of alerts that are critical, warning, watchdog; name a receiver with these severities',
    ],
  },
  {
    rule: 'alert-receivers',
    title: 'a watchdog that nobody hears',
    config: production({ monitoring: { receivers: { team: { kind: 'slack', channel: '#alerts' } } } }),
    finds: ['monitoring.receivers: nobody is told of alerts that are watchdog; name a receiver with these severities'],
  },
  {
    rule: 'alert-receivers',
    title: 'one receiver of all',
    config: production({
      monitoring: { receivers: { team: { kind: 'webhook', severities: ['critical', 'warning', 'watchdog'] } } },
    }),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'a receiver of one team, and none of the others',
    config: production({
      services: { worker: { team: 'data' } },
      monitoring: {
        receivers: { data: { kind: 'webhook', teams: ['data'], severities: ['critical', 'warning', 'watchdog'] } },
      },
    }),
    finds: [
      'monitoring.receivers: nobody is told of critical alerts of no team; name a receiver of this severity without teams, or with these',
      'monitoring.receivers: nobody is told of warning alerts of no team; name a receiver of this severity without teams, or with these',
    ],
  },
  {
    rule: 'alert-receivers',
    title: 'a receiver for each team that there is',
    config: production({
      services: { worker: { team: 'data' } },
      monitoring: {
        team: 'platform',
        receivers: {
          data: { kind: 'webhook', teams: ['data'] },
          platform: { kind: 'webhook', teams: ['platform'], severities: ['critical', 'warning', 'watchdog'] },
        },
      },
    }),
    finds: [],
  },
  {
    rule: 'receiver-teams',
    title: 'a team that is written in two ways',
    config: production({
      services: { worker: { team: 'search' } },
      monitoring: {
        receivers: {
          search: { kind: 'slack', channel: '#search', teams: ['serch'] },
          all: { kind: 'webhook', severities: ['critical', 'warning', 'watchdog'] },
        },
      },
    }),
    finds: ['monitoring.receivers.search.teams: hears of team serch, which has no service; did you mean "search"?'],
  },
  {
    rule: 'receiver-teams',
    title: 'a team where none is named',
    config: production({
      monitoring: { receivers: { search: { kind: 'slack', channel: '#search', teams: ['search'] } } },
    }),
    finds: [
      'monitoring.receivers.search.teams: hears of team search, which has no service; no service has a team: give it one under team, or take the name out',
    ],
  },
  {
    rule: 'receiver-teams',
    title: 'teams of services and of what all share',
    config: production({
      serviceDefaults: { team: 'web' },
      services: { worker: { team: 'search' } },
      monitoring: {
        team: 'platform',
        receivers: {
          search: { kind: 'slack', channel: '#search', teams: ['search', 'web'] },
          platform: { kind: 'webhook', teams: ['platform'], severities: ['critical', 'warning', 'watchdog'] },
          archive: { kind: 'webhook', teams: 'all' },
        },
      },
    }),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'data that may be lost',
    config: production({ protection: { level: 'none', reason: 'made by a test' } }),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'functions, which CloudWatch watches',
    config: serverless(),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'a watchdog that is off, which nobody has to hear',
    config: production({
      monitoring: {
        alerts: { Watchdog: { enabled: false, reason: 'the operator has one' } },
        receivers: { team: { kind: 'slack', channel: '#alerts' } },
      },
    }),
    finds: [],
  },
  {
    rule: 'monitoring-unwatched',
    title: 'a watchdog that is off',
    config: production({ monitoring: { alerts: { Watchdog: { enabled: false, reason: 'the operator has one' } } } }),
    finds: [
      'monitoring.alerts.Watchdog: without it nothing says when Prometheus or Alertmanager is dead; leave it on, with a receiver that hears of watchdog',
    ],
  },
  {
    rule: 'monitoring-unwatched',
    title: 'another alert that is off',
    config: production({ monitoring: { alerts: { DiskFills: { enabled: false, reason: 'the provider looks' } } } }),
    finds: [],
  },
  {
    rule: 'monitoring-unwatched',
    title: 'data that may be lost',
    config: production({
      monitoring: { alerts: { Watchdog: { enabled: false, reason: 'the operator has one' } } },
      protection: { level: 'none', reason: 'made by a test' },
    }),
    finds: [],
  },
  {
    rule: 'scrape-key',
    title: 'annotations, and a Qdrant that asks for its key',
    config: { ...contained({ qdrant: { provider: 'cluster' } }), monitoring: { scrape: 'annotations' } },
    finds: [
      'monitoring.scrape: no annotation can hold the key that Qdrant asks for, so its pods have none; scrape by podMonitor or serviceMonitor, or give the scraper the job qdrant of prometheus.yml with its key',
    ],
  },
  {
    rule: 'scrape-key',
    title: 'an operator, which reads the key',
    config: { ...contained({ qdrant: { provider: 'cluster' } }), monitoring: { scrape: 'podMonitor' } },
    finds: [],
  },
  {
    rule: 'scrape-key',
    title: 'annotations, and a Qdrant of somebody else',
    config: production({ monitoring: { scrape: 'annotations' } }),
    finds: [],
  },
];
