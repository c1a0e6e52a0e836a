# What is no list of terms, an id twice, a gold file that is no JSON Lines: file and line.
echo '{"id":"a","text":"x","keywords":["x"]}' >gold
try() { printf '%s\n' "$1" >system; vneval key gold system; echo "code $?"; }
try '{"id":"a","keywords":"x"}'
try '{"id":"a","keywords":[7]}'
try '{"id":"a","keywords":[{"score":1}]}'
try '{"id":"a","keywords":["x",]}'
try 'no tab'
printf '%s\n' '{"id":"a","keywords":["x"]}' '{"id":"a","keywords":["y"]}' >system
vneval key gold system; echo "code $?"
echo "system without ids:"; echo '{"keywords":["x"]}' >system; vneval key gold system | grep -E 'documents|^p@5|missing'
echo "gold without ids:"; echo '{"text":"x","keywords":["x"]}' | vneval key - gold | grep -E 'documents|^p@5|missing'
echo '{"id":"a","text":"x","keywords":{}}' >bad; vneval key bad gold; echo "code $?"
echo 'text' >bad; vneval key bad gold; echo "code $?"
vneval key nowhere gold; echo "code $?"
vneval key gold nowhere; echo "code $?"
