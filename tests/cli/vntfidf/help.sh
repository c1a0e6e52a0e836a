vntfidf --help
