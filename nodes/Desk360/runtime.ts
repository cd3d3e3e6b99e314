/** All that runs; `deferred.ts` loads it. */

export { renewedToken, sign } from './api/auth/sign';
export * from './methods';
export { runOperation } from './operations/run';
export { runPoll } from './trigger/run';
