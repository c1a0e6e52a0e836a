vnreport --help
