import { accountChecks } from './accounts.mjs';
import { credentialChecks } from './credential.mjs';
import { eventChecks } from './events.mjs';
import { exampleChecks } from './examples.mjs';
import { packageChecks } from './package.mjs';
import { runChecks } from './runs.mjs';

/**
 * The checks of the installed package that every n8n has to pass.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function coreChecks(stage) {
	packageChecks(stage);
	credentialChecks(stage);
	accountChecks(stage);
	exampleChecks(stage);
	runChecks(stage);
	eventChecks(stage);
}
