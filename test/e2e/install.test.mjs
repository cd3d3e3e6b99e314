import { PIN_FOLDER } from '../../host/paths.mjs';
import { fileChecks } from './install/checks/files.mjs';
import { coreChecks } from './install/checks/index.mjs';
import { describeHost } from './install/describeHost.mjs';
import { startStage } from './support/stage.mjs';

describeHost(PIN_FOLDER, startStage, (stage) => {
	coreChecks(stage);
	fileChecks(stage, 'filesystem');
});
