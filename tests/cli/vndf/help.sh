vndf --help
