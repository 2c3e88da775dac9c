export type * from './alarms';
export type * from './autoscaling';
export type * from './connections';
export type * from './places';
export type * from './platform';
export type * from './services';
export type * from './settings';
export type * from './stores';
