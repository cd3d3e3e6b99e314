import { randomBytes } from 'node:crypto';
import { startN8n } from '../../../host/n8n.mjs';
import { installPackage } from '../../../host/packageInstall.mjs';
import { freePort } from '../../../host/ports.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';

/** Executions that a worker runs at the same time; n8n warns of less. */
export const WORKER_CONCURRENCY = 5;

/** Where n8n keeps its jobs. */
const JOBS = 'jobs';

/** Main waits for the executions of its workers as long as this, and they do not need it. */
const STOPS_SOON = { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5' };

/** A dead worker's jobs fail after its lock: of itself, n8n waits a minute for that and looks every 30 seconds. */
const NOTICES_DEATH_SOON = {
	QUEUE_WORKER_LOCK_DURATION: '15000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/**
 * @typedef {import('../../../host/n8n.mjs').RunningN8n} RunningN8n
 *
 * @typedef {object} QueueOptions
 * @property {import('../../../host/install.mjs').Host} host
 * @property {string} tarball of the package, installed for main and for each worker
 * @property {import('./services.mjs').Redis} redis
 * @property {import('./services.mjs').Postgres} postgres
 * @property {string} database an empty one; also names what is kept in Redis
 * @property {Record<string, string>} env more settings of main and workers
 * @property {import('../../../host/temporary.mjs').OnStop} onStop
 * @property {AbortSignal} signal
 */

/**
 * An n8n in queue mode as on several machines: main and each worker have a folder of their own, and share nothing
 * but Redis, PostgreSQL and the encryption key.
 */
export class Queue {
	#options;
	#env;
	/** @type {{ userFolder: string, port: number } | undefined} */
	#placeOfMain;

	/** @param {QueueOptions} options */
	constructor(options) {
		const { redis, postgres, database, env } = options;
		this.#options = options;
		this.#env = {
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: postgres.host,
			DB_POSTGRESDB_PORT: `${postgres.port}`,
			DB_POSTGRESDB_USER: postgres.user,
			DB_POSTGRESDB_DATABASE: database,
			QUEUE_BULL_REDIS_HOST: redis.host,
			QUEUE_BULL_REDIS_PORT: `${redis.port}`,
			QUEUE_BULL_PREFIX: database,
			N8N_REDIS_KEY_PREFIX: database,
			...STOPS_SOON,
			...NOTICES_DEATH_SOON,
			...env,
		};
	}

	/**
	 * Starts main, or starts it again where it was.
	 *
	 * @returns {Promise<RunningN8n>}
	 */
	async startMain() {
		this.#placeOfMain ??= await this.#newPlace();
		return this.#start(this.#placeOfMain, { env: {} });
	}

	/** @returns {Promise<RunningN8n>} once it takes executions */
	async startWorker() {
		const place = await this.#newPlace();
		return this.#start(place, {
			command: ['worker', `--concurrency=${WORKER_CONCURRENCY}`],
			readyPath: '/healthz/readiness',
			env: {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: `${place.port}`,
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			},
		});
	}

	/** Whether no execution waits for a worker and none is with one, be it dead. */
	async isEmpty() {
		const { redis, database } = this.#options;
		const lengths = ['wait', 'active'].map((list) => redis.lengthOf(`${database}:${JOBS}:${list}`));
		return (await Promise.all(lengths)).every((length) => length === 0);
	}

	/**
	 * @param {{ userFolder: string, port: number }} place
	 * @param {{ command?: string[], readyPath?: string, env: Record<string, string> }} role
	 */
	async #start(place, { env, ...role }) {
		const { host, onStop, signal } = this.#options;
		const brokerPort = await freePort();
		const settings = { ...this.#env, ...env };
		const n8n = await startN8n({ host, ...place, brokerPort, ...role, env: settings, signal });
		onStop(() => n8n.stop());
		return n8n;
	}

	async #newPlace() {
		const { tarball, onStop } = this.#options;
		const userFolder = await temporaryFolder(onStop);
		await installPackage(userFolder, tarball);
		return { userFolder, port: await freePort() };
	}
}
