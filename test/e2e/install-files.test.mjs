import { PIN_FOLDER } from '../../host/paths.mjs';
import { fileChecks } from './install/checks/files.mjs';
import { describeHost } from './install/describeHost.mjs';
import { stageWith } from './support/stage.mjs';

for (const mode of ['default', 'database']) {
	const env = { N8N_DEFAULT_BINARY_DATA_MODE: mode };
	describeHost(PIN_FOLDER, stageWith(env), (stage) => fileChecks(stage, mode));
}
