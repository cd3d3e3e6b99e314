import { OLDER_PIN_FOLDER } from '../../host/paths.mjs';
import { fileChecks } from './install/checks/files.mjs';
import { describeHost } from './install/describeHost.mjs';
import { stageWith } from './support/stage.mjs';

for (const mode of ['filesystem', 'database']) {
	const env = {
		N8N_DEFAULT_BINARY_DATA_MODE: mode,
		// Unless it is named here, n8n before version 2 takes another mode without a word.
		N8N_AVAILABLE_BINARY_DATA_MODES: mode,
	};
	describeHost(OLDER_PIN_FOLDER, stageWith(env), (stage) => fileChecks(stage, mode));
}
