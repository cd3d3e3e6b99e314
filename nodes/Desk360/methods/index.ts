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

export { testDesk360Credential } from './credentialTest';
