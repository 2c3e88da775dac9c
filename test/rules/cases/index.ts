import type { Case } from './case';
import { choices } from './choices';
import { cluster } from './cluster';
import { composeCases } from './compose';
import { database } from './database';
import { exceptions } from './exceptions';
import { finalObjects } from './final-objects';
import { functions } from './functions';
import { jobs } from './jobs';
import { memory } from './memory';
import { monitoring } from './monitoring';
import { names } from './names';
import { objectives } from './objectives';
import { objects } from './objects';
import { patched } from './patched';
import { pools } from './pools';
import { probes } from './probes';
import { queue } from './queue';
import { recovery } from './recovery';
import { services } from './services';
import { storeImages } from './store-images';
import { stores } from './stores';
import { support } from './support';
import { unsaved } from './unsaved';
import { ways } from './ways';
import { waysIn } from './ways-in';
import { waysOut } from './ways-out';
import { withoutEffect } from './without-effect';

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
  ...storeImages,
  ...stores,
  ...support,
  ...ways,
  ...waysIn,
  ...withoutEffect,
  ...probes,
  ...pools,
  ...objects,
  ...patched,
  ...waysOut,
  ...objectives,
  ...names,
  ...memory,
  ...jobs,
  ...unsaved,
];

export type { Case } from './case';
