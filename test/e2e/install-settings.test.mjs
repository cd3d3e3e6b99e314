import { PIN_FOLDER } from '../../host/paths.mjs';
import { settingsChecks, startWithRegistry } from './install/checks/settings.mjs';
import { describeHost } from './install/describeHost.mjs';

describeHost(PIN_FOLDER, startWithRegistry, settingsChecks);
