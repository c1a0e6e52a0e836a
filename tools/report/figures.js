/* Heat map, tree and map of a report's page: what they do when pointed at. */
