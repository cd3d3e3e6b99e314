import { installPackage } from '../../../host/packageInstall.mjs';
import { tarballOfThisRun } from '../support/package.mjs';
import { startEmptyStage } from '../support/stage.mjs';
import { openN8n } from './browser.mjs';
import { Editor } from './editor.mjs';
import { startPictures } from './pictures.mjs';

/** So far the parameters go to the left for the columns of a table that matter. */
export const WIDER_OUTPUT_PIXELS = 230;

/**
 * An n8n with the package and no credential yet, open in a browser.
 *
 * @param {() => Date} clock of the local Desk360
 */
export async function openEditor(clock) {
	const stage = await startEmptyStage({
		sandbox: { clock },
		prepare: async ({ userFolder }) => {
			await installPackage(userFolder, await tarballOfThisRun(userFolder));
			return {};
		},
	});
	const { n8n, owner, onStop, close } = stage;
	const page = await openN8n(n8n.url, owner, onStop).catch(async (cause) => {
		await close();
		throw cause;
	});
	return { stage, editor: new Editor(page), pictures: await startPictures(page, onStop) };
}
