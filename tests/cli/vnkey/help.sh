vnkey --help
