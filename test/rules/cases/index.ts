import type { Case } from './case';
import { choices } from './choices';
import { cluster } from './cluster';
import { composeCases } from './compose';
import { database } from './database';
import { exceptions } from './exceptions';
import { finalObjects } from './final-objects';
import { functions } from './functions';
import { monitoring } from './monitoring';
import { queue } from './queue';
import { recovery } from './recovery';
import { services } from './services';
import { stores } from './stores';
import { waysIn } from './ways-in';

/** What breaks each rule, with the exact words, and what stands just inside its limit. */
export const cases: readonly Case[] = [
  ...choices,
  ...cluster,
  ...composeCases,
  ...database,
  ...exceptions,
  ...finalObjects,
  ...functions,
  ...monitoring,
  ...queue,
  ...recovery,
  ...services,
  ...stores,
  ...waysIn,
];

export type { Case } from './case';
