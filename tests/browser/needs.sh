# What the browser wants, for scripts that have set $here and $build: NODE_PATH is set, or the script ends with 77.
NODE_PATH=${VN_NODE_MODULES-$build/tests/browser/node_modules}
export NODE_PATH
missing() { echo "skipped: no $1"; exit 77; }
[ -x "$build/vnreport" ] || missing "vnreport in $build"
command -v node > /dev/null || missing "node"
[ -x "${VN_CHROMIUM-/usr/bin/chromium}" ] || missing "Chromium at ${VN_CHROMIUM-/usr/bin/chromium}"
command -v pdftotext > /dev/null || missing "pdftotext (poppler-utils)"
[ -d "$NODE_PATH/playwright-core" ] && [ -d "$NODE_PATH/axe-core" ] || missing "modules: run $here/install.sh $build"
