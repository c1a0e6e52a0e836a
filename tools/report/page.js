/* A report's page comes alive: search, sorting, downloads, light and dark. Without scripts all of it can be read. */
