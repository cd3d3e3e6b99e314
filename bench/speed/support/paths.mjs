import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';

export { PROJECT_FOLDER };
export const BENCH_FOLDER = join(PROJECT_FOLDER, 'bench', 'speed');
export const REPORTS_FOLDER = join(PROJECT_FOLDER, 'docs', 'reports');
