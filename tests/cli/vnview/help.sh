vnview --help
vnview --version
