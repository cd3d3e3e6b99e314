import { describeQueue } from './queue/checks.mjs';

describeQueue('queue mode', {}, 'workflow');
