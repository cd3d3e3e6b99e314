import { OLDER_PIN_FOLDER } from '../../host/paths.mjs';
import { settingsChecks, startWithRegistry } from './install/checks/settings.mjs';
import { describeHost } from './install/describeHost.mjs';

describeHost(OLDER_PIN_FOLDER, startWithRegistry, settingsChecks);
