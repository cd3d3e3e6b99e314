import { isResourceLocatorValue } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { filledText } from '../api/common/values';

/** As messages name it: `11 (Shop)`, or the ID alone when its name is not known. */
export function productLabel(id: string, name: unknown): string {
	const known = filledText(name);
	return known === undefined ? id : `${id} (${known})`;
}

/** The editor's list tells the name. A product without one stands there as its number. */
function chosenFromList({ parameters }: INode): { id: string; label: string } | undefined {
	const { productId: chosen } = parameters;
	if (!isResourceLocatorValue(chosen) || chosen.mode !== 'list') return undefined;
	const id = String(chosen.value);
	const { cachedResultName: name } = chosen;
	return { id, label: productLabel(id, name === `#${id}` ? undefined : name) };
}

export function labelInNode(node: INode, id: string): string {
	const chosen = chosenFromList(node);
	return chosen?.id === id ? chosen.label : id;
}

/** Where the text names a product by its ID alone. */
export function withLabels(text: string, labelOf: (id: string) => string): string {
	return text.replace(/\bproduct (\d+)(?! \()\b/g, (found, id: string) => {
		const labelled = `product ${labelOf(id)}`;
		return text.includes(labelled) ? found : labelled;
	});
}

export function withLabelInNode(text: string, node: INode): string {
	return withLabels(text, (id) => labelInNode(node, id));
}
