import { PIN_FOLDER } from '../host/paths.mjs';
import { settingsChecks, startWithRegistry } from './checks/settings.mjs';
import { describeHost } from './support/describeHost.mjs';

describeHost(PIN_FOLDER, startWithRegistry, settingsChecks);
