vndup --help
