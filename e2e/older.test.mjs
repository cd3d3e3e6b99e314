import { OLDER_PIN_FOLDER } from '../host/paths.mjs';
import { fileChecks } from './checks/files.mjs';
import { coreChecks } from './checks/index.mjs';
import { describeHost } from './support/describeHost.mjs';
import { startStage } from './support/stage.mjs';

describeHost(OLDER_PIN_FOLDER, startStage, (stage) => {
	coreChecks(stage);
	fileChecks(stage, 'default');
});
