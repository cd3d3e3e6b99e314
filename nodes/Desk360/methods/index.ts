import { testDesk360Credential } from './credentialTest';
import { searchProducts, searchProductsOrAll } from './searchProducts';
import { searchAgents, searchPlatforms, searchReasons, searchTypes } from './searchSeen';
import { searchTickets } from './searchTickets';

export const listSearch = {
	searchAgents,
	searchPlatforms,
	searchProducts,
	searchProductsOrAll,
	searchReasons,
	searchTickets,
	searchTypes,
};

/** The credential's `testedBy` names this. */
export const credentialTest = { testDesk360Credential };
