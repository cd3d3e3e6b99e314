import { describeQueue } from './support/queueChecks.mjs';

describeQueue('queue mode', {});
