import { atMost, exactly } from '../support/bars.mjs';
import { LABELS } from '../support/bench.mjs';
import { megabytes } from '../support/numbers.mjs';
import { growth, takeTurns, warmUp } from '../support/turns.mjs';

const FILE_BYTES = 150e6;
const WARM_UP_BYTES = 1e6;
const MOST_BYTES = 48e6;

/** @type {import('../support/row.mjs').Row} */
export const attachment = {
	name: 'attachment',
	title: 'A 150 MB attachment',
	async measure(bench) {
		const { sandbox } = bench;
		const small = await sandbox.call('addFile', WARM_UP_BYTES);
		const large = await sandbox.call('addFile', FILE_BYTES);
		return await bench.withSides(['desk360', 'httpRequest', 'raw'], async (...sides) => {
			const labels = [LABELS.desk360, LABELS.httpRequest, LABELS.raw];
			/** @param {string} task @param {object} work */
			const contenders = (task, work) =>
				sides.map((side, index) => ({ label: `${labels[index]}, ${task}`, side, task, work }));
			/** @param {any} file */
			const replyTo = ({ productId, unanswered }) => ({ productId, ticketId: unanswered });

			await warmUp(sandbox, contenders('download', small));
			await warmUp(sandbox, contenders('reply', replyTo(small)));
			const turns = bench.turns(3);
			const downloads = await takeTurns(sandbox, contenders('download', large), turns);
			const replies = await takeTurns(sandbox, contenders('reply', replyTo(large)), turns);
			const received = replies.flatMap(({ runs }) => runs.flatMap(({ calls }) => calls));
			const intact = received.filter(({ files }) => files[0] === large.sha256);
			return {
				measurements: [...downloads, ...replies],
				bars: [
					...[downloads[0], replies[0]].map((one) =>
						atMost(`memory of the ${one?.label}`, one ? growth(one) : NaN, MOST_BYTES, megabytes),
					),
					exactly('files that came back as they were', [intact.length], sides.length * turns),
				],
			};
		});
	},
};
