/**
 * Checks of what users, expressions and agents put into parameters, before a call is spent. All throw `InvalidValue`;
 * the node that read the parameter adds the item's index.
 */
export { booleanValue } from './booleans';
export { emailPartValue, emailValue } from './emails';
export {
	idForBody,
	idInText,
	idValue,
	productIdValue,
	productIdsValue,
	seenIdValue,
	ticketIdValue,
} from './ids';
export { InvalidValue, shown } from './invalidValue';
export { integerFrom, integerValue, isWhole } from './numbers';
export { jsonValue, searchTextValue, textValue } from './texts';
export { cleanWord, isEmpty, partsOf, plainValue, trimmed } from './typed';
